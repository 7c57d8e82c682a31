"""A night on a real cluster: Dask's scheduler and two worker processes, which see no folder of ours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from distributed import Client, LocalCluster

from qcxl.store.workers import Workers
from qcxl.tasks.context.crew import Crew
from tests.support.inbox import fill, hold_night
from tests.tasks.context.test_crew import FILES, contents


@pytest.fixture
def client() -> Iterator[Client]:
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        yield client


def test_a_night_on_a_cluster_leaves_the_same_to_the_byte_and_the_cluster_running(
    tmp_path: Path, client: Client
) -> None:
    here = hold_night(fill(tmp_path / "in", FILES), tmp_path / "here").folder

    crew = Crew(Workers(2, client.get_executor()), sends_bytes=True)
    there = hold_night(tmp_path / "in", tmp_path / "there", crew=crew).folder
    crew.workers.close()

    assert contents(there) == contents(here)
    assert client.submit(sum, [1, 2]).result() == 3
