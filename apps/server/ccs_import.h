#pragma once

#include "apps/server/ccs_data.h"
#include "apps/server/server_settings.h"

#include <functional>

namespace youka {

/// Replays the CCS records through the live path: the whole server runs in this process on a port of its own
/// and under the records' own time, each station's terminal enrols, asks for each purchase over HTTPS with
/// its signature, and uploads the sale as a signed record of its chain. Running it again changes nothing.
/// `say` gets one line at a time; the last is "ccs: ok" when every total equals the file's.
/// Errors: those of the server's start; Internal when a total differs.
Result<void> importCcs(const ServerSettings &settings, const CcsData &data,
                       const std::function<void(const QString &)> &say);

}
