"""Push notifications: Expo, Apple (APNs), Google (FCM) and browsers (web push), each behind `ports.PushProvider`."""
