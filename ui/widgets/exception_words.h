#pragma once

#include "core/domain/exceptions/exception_case.h"

#include <QString>

namespace youka {

/// What a case is called, and what it means, in the program's language.
QString exceptionKindText(ExceptionKind kind);
QString exceptionMeaning(ExceptionKind kind);
QString exceptionStateText(ExceptionState state);
QString resolutionText(Resolution resolution);

}
