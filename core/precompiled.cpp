// Has nothing of its own: precompiled.h hangs on it.
