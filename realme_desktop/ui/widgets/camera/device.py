"""A camera through QtMultimedia, which only the extra `camera` installs: nothing else may import this module.

All that can be tested without one is in the other modules of this folder.
"""

from __future__ import annotations

from PySide6.QtMultimedia import (
    QCamera,
    QImageCapture,
    QMediaCaptureSession,
    QMediaDevices,
    QVideoFrame,
    QVideoSink,
)

from .eye import Eye

__all__ = ["CameraEye"]


class CameraEye(Eye):
    """The live picture comes from a video sink, the photo from the camera's own still capture."""

    def __init__(self) -> None:
        super().__init__()
        self._session = QMediaCaptureSession(self)
        self._sink = QVideoSink(self)
        self._stills = QImageCapture(self)
        self._camera: QCamera | None = None
        self._session.setVideoSink(self._sink)
        self._session.setImageCapture(self._stills)
        self._sink.videoFrameChanged.connect(self._frame_came)
        self._stills.imageCaptured.connect(lambda _, image: self.caught.emit(image))
        self._stills.errorOccurred.connect(lambda *args: self.failed.emit(str(args[-1])))

    def cameras(self) -> list[tuple[str, str]]:
        return [
            (bytes(device.id().data()).decode("utf-8", "replace"), device.description())
            for device in QMediaDevices.videoInputs()
        ]

    def start(self, identifier: str = "") -> None:
        self.stop()
        devices = QMediaDevices.videoInputs()
        wanted = [
            device for device in devices if bytes(device.id().data()).decode("utf-8", "replace") == identifier
        ]
        if not devices:
            self.failed.emit("")
            return
        camera = QCamera(wanted[0] if wanted else QMediaDevices.defaultVideoInput(), self)
        camera.errorOccurred.connect(lambda _, words: self.failed.emit(str(words)))
        self._camera = camera
        self._session.setCamera(camera)
        camera.start()

    def catch(self) -> None:
        if self._stills.isReadyForCapture():
            self._stills.capture()
        else:
            # Some drivers offer no still pictures: the live one then is the best there is.
            image = self._sink.videoFrame().toImage()
            if image.isNull():
                self.failed.emit("")
            else:
                self.caught.emit(image)

    def stop(self) -> None:
        camera, self._camera = self._camera, None
        if camera is not None:
            camera.stop()
            camera.deleteLater()

    def _frame_came(self, frame: QVideoFrame) -> None:
        if frame.isValid():
            image = frame.toImage()
            if not image.isNull():
                self.seen.emit(image)
