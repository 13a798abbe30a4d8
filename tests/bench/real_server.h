#pragma once

#include "apps/server/server_settings.h"
#include "core/exchange/api/api_client.h"
#include "tests/bench/wire_client.h"
#include "tests/demo/program.h"

namespace youka::bench {

/// What a measure cannot go on after.
struct Mishap
{
    QString what;
};

template <class T>
T need(Result<T> result)
{
    if (!result)
        throw Mishap{toString(result.error())};
    return std::move(*result);
}
inline void need(const Result<void> &result)
{
    if (!result)
        throw Mishap{toString(result.error())};
}

/// The server as it is shipped, a process of its own on an encrypted store, TLS as in production unless told
/// otherwise.
class RealServer
{
public:
    /// Its books are in a folder of this one. `more` is added to its settings file.
    explicit RealServer(const QString &folder, const QString &more = {});

    /// For making the books before it starts, and looking at them after it has left.
    const ServerSettings &settings() const { return m_settings; }
    enum class Wire {
        Tls,
        Plain, ///< as behind a proxy on the same machine
    };
    void start(Wire wire = Wire::Tls);
    void leave();
    /// One of its commands, to its end.
    demo::Program::Ended command(const QStringList &words, const QByteArray &input = {});

    const ApiClient::Settings &access() const { return m_access; }
    const Place &place() const { return m_place; }
    /// What it has used of the processors so far: on a machine that others use too it says more than the
    /// clock on the wall.
    double cpuS() const;
    /// The most memory it ever had.
    double peakMb() const;

private:
    void writeSettings(Wire wire) const;
    const QString m_folder;
    const QString m_more;
    ServerSettings m_settings;
    demo::Program m_server;
    ApiClient::Settings m_access;
    Place m_place;
};

/// Thousands of connections need as many descriptors.
void raiseDescriptorLimit();

}
