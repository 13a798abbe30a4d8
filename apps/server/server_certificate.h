#pragma once

#include "core/foundation/base/result.h"

#include <QSslConfiguration>

namespace youka {

/// The server's TLS identity from PEM files; made (ECDSA P-256, ten years, for localhost and the host's name)
/// when neither file is there yet. Terminals are given the certificate at enrolment and trust nothing else.
/// Errors: KeyMissing, KeyPermissions.
Result<QSslConfiguration> serverTls(const QString &certificateFile, const QString &keyFile);

}
