"""A folder watched for new scans: real files, written the way scanners write them."""

from __future__ import annotations

from pathlib import Path

from realme_desktop.config.settings import SETTINGS
from realme_desktop.ui.scans import ScanWatch, list_files
from tests.waiting import until


async def started(folder: Path) -> tuple[ScanWatch, list[Path], list[str]]:
    watch = ScanWatch(look_ms=40)
    came: list[Path] = []
    lost: list[str] = []
    watch.came.connect(came.append)
    watch.lost.connect(lost.append)
    watch.watch(str(folder))
    await until(lambda: watch.ready or lost)
    return watch, came, lost


def test_nothing_is_watched_by_default():
    setting = next(setting for setting in SETTINGS if setting.key == "picture.scan_folder")
    assert setting.default == ""


async def test_a_new_file_comes_once_when_it_is_complete(tmp_path):
    (tmp_path / "old.jpg").write_bytes(b"was here")
    watch, came, _ = await started(tmp_path)
    new = tmp_path / "扫描 0001.jpg"
    with new.open("wb") as file:
        for _ in range(6):  # a scanner that is still writing
            file.write(b"x" * 4096)
            file.flush()
            seen = len(came)
            await until(lambda: watch._growing or not watch._timer.isActive())
            assert seen == 0 or came == [new]
    await until(lambda: came)
    (tmp_path / "second.jpg").write_bytes(b"y" * 10)
    await until(lambda: len(came) == 2)
    assert came == [new, tmp_path / "second.jpg"]
    watch.stop()


async def test_empty_hidden_and_unfinished_files_and_folders_are_none(tmp_path):
    watch, came, _ = await started(tmp_path)
    (tmp_path / "empty.jpg").touch()
    (tmp_path / ".hidden.jpg").write_bytes(b"x")
    (tmp_path / "scan.jpg.part").write_bytes(b"x")
    (tmp_path / "folder").mkdir()
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "good.png").write_bytes(b"x")
    await until(lambda: came)
    assert came == [tmp_path / "good.png"]
    # Finished by renaming, as some programs do it.
    (tmp_path / "scan.jpg.part").rename(tmp_path / "scan.jpg")
    await until(lambda: len(came) == 2)
    watch.stop()


async def test_a_file_that_is_made_first_and_written_later_comes_when_it_is_written(tmp_path):
    watch, came, _ = await started(tmp_path)
    path = tmp_path / "slow.jpg"
    path.touch()
    await until(lambda: path in watch._growing)
    with path.open("ab") as file:  # no word of this from the folder
        file.write(b"x" * 100)
    await until(lambda: came == [path])
    watch.stop()


async def test_a_file_that_stays_empty_is_given_up(tmp_path):
    watch, came, _ = await started(tmp_path)
    path = tmp_path / "empty.jpg"
    path.touch()
    await until(lambda: path in watch._growing)
    watch._patience[path] = 1
    await until(lambda: path not in watch._growing)
    assert not came and not watch._timer.isActive()
    watch.stop()


async def test_a_folder_that_is_not_there_is_told(tmp_path):
    watch, _, lost = await started(tmp_path / "nowhere")
    assert lost == [str(tmp_path / "nowhere")]
    assert watch.folder is None


async def test_a_folder_that_goes_away_is_told(tmp_path):
    folder = tmp_path / "scans"
    folder.mkdir()
    watch, _, lost = await started(folder)
    folder.rmdir()
    await until(lambda: lost)
    assert watch.folder is None


async def test_watching_ends_when_nothing_is_to_be_watched(tmp_path):
    watch, came, _ = await started(tmp_path)
    watch.watch("")
    (tmp_path / "late.jpg").write_bytes(b"x")
    assert watch.folder is None and not watch._timer.isActive()
    assert not came


def test_listing_a_folder_that_is_none(tmp_path):
    assert list_files(tmp_path / "nothing") == {}
