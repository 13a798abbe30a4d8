#include "core/foundation/base/settings.h"
#include "tests/fuzz/fuzz.h"

using namespace youka;

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    auto settings = Settings::parse(inputOf(data, size), QStringLiteral("fuzz.toml"));
    if (!settings)
        return 0;
    settings->text("server.address", QStringLiteral("127.0.0.1"));
    const qint64 port = settings->integer("server.port", 8443, 0, 65'535);
    ensure(port >= 0 && port <= 65'535, "a number is within its bounds");
    settings->boolean("server.tls", true);
    settings->list("sim.readers", {});
    const int pumps = settings->count("pump");
    ensure(pumps >= 0, "a count is not negative");
    for (int i = 0; i < std::min(pumps, 32); ++i)
        settings->integer(QByteArray("pump.") + QByteArray::number(i) + ".address", 80, 80, 111);
    settings->error();
    return 0;
}
