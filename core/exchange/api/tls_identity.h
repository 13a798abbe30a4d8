#pragma once

#include "core/foundation/base/result.h"

#include <QSslConfiguration>

namespace youka {

/// A program's own TLS identity from PEM files; made (ECDSA P-256, ten years, for localhost and the host's
/// name) when neither file is there yet. Terminals are given the certificate at enrolment and trust nothing
/// else. Errors: KeyMissing, KeyPermissions.
Result<QSslConfiguration> tlsIdentity(const QString &certificateFile, const QString &keyFile);

}
