from enum import StrEnum


class DeviceBodyKind(StrEnum):
    APNS = "apns"
    EXPO = "expo"
    FCM = "fcm"
    WEBPUSH = "webpush"

    def __str__(self) -> str:
        return str(self.value)
