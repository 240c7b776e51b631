"""The screen: an article and the questions asked of it as HTML, and the handlers of the page's events.

Only this package and app.py know of Gradio. It counts its users unless it is told not to before it is imported, makes a
client for whatever proxy the environment names, though there is nothing to be had by one here, and keeps files in a
folder that all users of a computer share: all three are settled here.
"""

import os
import tempfile

from index.environment import default_cache

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
for _name in ("ALL_PROXY", "HTTP_PROXY", "HTTPS_PROXY"):
    for _spelling in (_name, _name.lower()):
        os.environ.pop(_spelling, None)


def _own_folder() -> str:
    """A folder for Gradio that is this user's: in the cache, or, where that cannot be written, a new one."""
    folder = default_cache() / "gradio"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return tempfile.mkdtemp(prefix="article-qa-gradio-")
    return str(folder) if os.access(folder, os.W_OK) else tempfile.mkdtemp(prefix="article-qa-gradio-")


os.environ["GRADIO_TEMP_DIR"] = _own_folder()
