"""The endpoints of a served page, as programs call them."""

from __future__ import annotations

import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError

from tests.screen.visitor import RECOGNISED


def test_programs_get_the_answer_as_plain_data(address: str) -> None:
    client = Client(address, verbose=False)
    result = client.predict(question=RECOGNISED, api_name="/ask")
    assert result["found"]
    assert "August 15, 1947" in result["citations"][0]["quote"]
    assert result["citations"][0]["locator"] == "p. 7, Pak-US Relations in Cold-War, para. 1"
    hits = client.predict("drone strikes in the tribal areas", 3, api_name="/retrieve")
    assert [hit["rank"] for hit in hits] == [1, 2, 3]
    assert "drone strikes" in hits[0]["text"]
    followed = client.predict(
        "And when did it restrict exports of military hardware?",
        [{"role": "user", "content": RECOGNISED}, {"role": "assistant", "content": "1947"}],
        api_name="/ask",
    )
    asked = "And when did it restrict exports of military hardware?"
    assert followed["searched"] == f"{asked} (United, States, recognize, Pakistan, 1947)"
    with pytest.raises(AppError, match="the question is empty"):
        client.predict("  ", api_name="/ask")
    with pytest.raises(AppError, match="expected a whole number up to 100, found 101"):
        client.predict("salt", 101, api_name="/retrieve")


def test_the_endpoints_say_what_they_take_and_return(address: str) -> None:
    described = Client(address, verbose=False).view_api(return_format="dict")["named_endpoints"]
    assert sorted(described) == ["/ask", "/retrieve"]
    assert [p["parameter_name"] for p in described["/ask"]["parameters"]] == ["question", "history", "k"]
    answer = described["/ask"]["returns"][0]["type"]
    assert answer["properties"]["citations"]["items"]["properties"]["quote"] == {"type": "string"}
