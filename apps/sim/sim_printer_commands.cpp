#include "apps/sim/sim_commands.h"
#include "core/foundation/base/json.h"

#include <QJsonArray>

namespace youka::sim {

namespace {

std::optional<SimEscPos::Paper> paperFrom(const QString &name)
{
    if (name == QLatin1String("full"))
        return SimEscPos::Paper::Full;
    if (name == QLatin1String("low"))
        return SimEscPos::Paper::Low;
    return name == QLatin1String("out") ? std::optional(SimEscPos::Paper::Out) : std::nullopt;
}

}

Result<QJsonObject> Commands::printer(const QJsonObject &command)
{
    JsonReader in(command);
    const QString what = in.text("do");
    SimEscPos *printer = m_forecourt.printer(in.text("printer"));
    const auto paper = paperFrom(in.textOr("state", QStringLiteral("full")));
    const qint64 lines = in.integerOr("lines", 0, 0, 10'000);
    const bool isOpen = in.booleanOr("open", true);
    const bool isOn = in.booleanOr("on", true);
    if (!paper)
        in.refuse("state", QStringLiteral("full, low or out"));
    if (const auto &error = in.error())
        return fail(*error);
    if (!printer)
        return fail(ErrorCode::NotFound, QStringLiteral("no such printer"));
    if (what == QLatin1String("paper")) {
        printer->setPaper(*paper);
        if (lines > 0)
            printer->setLinesLeft(int(lines));
    }
    if (what == QLatin1String("cover"))
        printer->setCover(isOpen);
    if (what == QLatin1String("mute"))
        printer->setMute(isOn);
    QJsonObject state{{QStringLiteral("cover"), printer->isCoverOpen()},
                      {QStringLiteral("paper"), printer->paper() != SimEscPos::Paper::Out},
                      {QStringLiteral("count"), printer->receipts().size()}};
    if (what == QLatin1String("printed"))
        state.insert(QStringLiteral("receipts"), QJsonArray::fromStringList(printer->receipts()));
    return state;
}

}
