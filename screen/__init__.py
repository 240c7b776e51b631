"""The screen: an article and the questions asked of it as HTML, and the handlers of the page's events.

Only this package and app.py know of Gradio. It counts its users unless it is told not to before it is
imported, and it finds its own server through a proxy that the environment names: both are settled here.
"""

import os

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
for _name in ("NO_PROXY", "no_proxy"):
    os.environ[_name] = ",".join(filter(None, [os.environ.get(_name), "localhost", "127.0.0.1", "::1"]))
