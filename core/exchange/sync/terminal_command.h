#pragma once

#include "core/exchange/sync/terminal_node.h"

#include <QCoreApplication>

namespace youka {

/// The command line that every terminal program has in common.
struct TerminalOptions
{
    QString settingsFile;
    QString enrolmentCode; ///< given: enrol and end
    bool headless = false;

    /// --help and --version end the program here.
    static TerminalOptions read(const QCoreApplication &app, const QString &description,
                                const QString &defaultFile);
};

/// Says the error on standard error and gives the exit code back.
int refuseToRun(const Error &error, int code);
/// Enrols, says so, and gives the exit code.
int runEnrolment(const TerminalSettings &settings, const QString &code);

}
