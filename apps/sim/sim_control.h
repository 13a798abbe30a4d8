#pragma once

#include "apps/sim/sim_commands.h"

#include <QLocalServer>

namespace youka::sim {

/// The command language on a local socket: one JSON object per line in, one per line out, in the order of the
/// commands of that connection.
class ControlServer final : public QObject
{
    Q_OBJECT
public:
    /// `commands` outlives it.
    explicit ControlServer(Commands &commands, QObject *parent = nullptr);

    /// Replaces a socket file left over. Errors: Unavailable.
    Result<void> listen(const QString &path);

private:
    void accept();

    Commands &m_commands;
    QLocalServer m_server{this};
};

/// Runs a file of the same lines, one after the other; empty lines and those that begin with '#' are left
/// out. Every answer is told by answered().
class ScriptRunner final : public QObject
{
    Q_OBJECT
public:
    explicit ScriptRunner(Commands &commands, QObject *parent = nullptr);

    /// Errors: NotFound.
    Result<void> start(const QString &file);

Q_SIGNALS:
    void answered(const QByteArray &line);
    /// `failures` answers were not ok.
    void finished(int failures);

private:
    void next();

    Commands &m_commands;
    QByteArrayList m_lines;
    int m_failures = 0;
};

}
