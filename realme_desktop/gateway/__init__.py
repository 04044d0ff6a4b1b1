"""How RealMe is spoken to: signing, client, replies, notifications."""
