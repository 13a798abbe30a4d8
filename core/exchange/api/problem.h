#pragma once

#include "core/foundation/base/result.h"

#include <QByteArray>

namespace youka {

/// The one table from error codes to HTTP.
int httpStatus(ErrorCode code);

/// An RFC 9457 problem document: type, title, status, code, detail, left. `title` is a sentence for people in
/// the caller's language; pass an empty one and it is the code.
QByteArray problemJson(const Error &error, const QString &title = {});
/// The error in an answer of ours; anything else becomes Unavailable or Internal by its status.
Error errorFromProblem(int status, const QByteArray &body);
/// Nobody has decided: the server is away or busy, or it cannot write (its disk is full) and has done
/// nothing. A terminal may answer by itself then.
bool isNoAnswer(const Error &error);

}
