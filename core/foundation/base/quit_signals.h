#pragma once

class QCoreApplication;

namespace youka {

/// From now on SIGTERM and SIGINT end the event loop, so that a program leaves by its destructors, and
/// SIGPIPE is ignored. Call once, after the application object was made.
void quitOnSignals(QCoreApplication &app);

}
