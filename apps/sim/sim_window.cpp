#include "apps/sim/sim_window.h"

#include "core/foundation/base/format.h"

#include <QComboBox>
#include <QGridLayout>
#include <QGroupBox>
#include <QJsonDocument>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QStatusBar>
#include <QVBoxLayout>

namespace youka::sim {

namespace {

constexpr int PumpsPerRow = 4;

QJsonObject command(const char *what, std::initializer_list<std::pair<QString, QJsonValue>> rest)
{
    QJsonObject object(rest);
    object.insert(QStringLiteral("do"), QLatin1String(what));
    return object;
}

/// "9000...", "UID 04..." or "CHIP 04...".
QJsonObject cardCommand(const QString &reader, const QString &text)
{
    const bool proves = text.startsWith(QLatin1String("CHIP"), Qt::CaseInsensitive);
    const bool uid = proves || text.startsWith(QLatin1String("UID"), Qt::CaseInsensitive);
    QJsonObject card = command(
        "card",
        {{QStringLiteral("reader"), reader},
         {uid ? QStringLiteral("uid") : QStringLiteral("number"), uid ? text.section(u' ', 1) : text}});
    if (proves)
        card.insert(QStringLiteral("chip"), QStringLiteral("genuine"));
    return card;
}

}

SimWindow::SimWindow(Forecourt &forecourt, Commands &commands)
    : m_forecourt(forecourt)
    , m_commands(commands)
{
    setWindowTitle(tr("Youka simulator"));
    auto *pumps = new QGridLayout;
    int at = 0;
    for (const Forecourt::Side &side : forecourt.sides()) {
        pumps->addWidget(makePump(*side.pump), at / PumpsPerRow, at % PumpsPerRow);
        ++at;
    }
    auto *readers = new QHBoxLayout;
    for (const Forecourt::Reader &reader : forecourt.readers())
        readers->addWidget(makeReader(reader));
    auto *body = new QWidget;
    auto *column = new QVBoxLayout(body);
    column->addLayout(pumps);
    column->addLayout(readers);
    column->addWidget(makeFaults());
    column->addStretch();
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setWidget(body);
    setCentralWidget(scroll);
    resize(1100, 720);
    statusBar()->showMessage(tr("Wires: %1").arg(forecourt.port(QStringLiteral("pumps"))->path()));
    connect(&forecourt, &Forecourt::changed, this, &SimWindow::refresh);
    refresh();
}

void SimWindow::run(const QJsonObject &what)
{
    m_commands.run(what, [this](const QJsonObject &answer) {
        if (!answer[QLatin1String("ok")].toBool())
            statusBar()->showMessage(answer[QLatin1String("error")].toString(), 5'000);
    });
}

QWidget *SimWindow::makePump(const SimPump &pump)
{
    const int number = pump.config().pump;
    auto *box = new QGroupBox(tr("Pump %1").arg(number));
    box->setObjectName(QStringLiteral("pump%1").arg(number));
    auto *layout = new QVBoxLayout(box);
    PumpBox parts;
    parts.pump = &pump;
    parts.status = new QLabel;
    parts.display = new QLabel;
    parts.display->setStyleSheet(QStringLiteral("font-family: monospace; font-size: 22px;"));
    parts.totals = new QLabel;
    parts.nozzle = new QComboBox;
    for (const NozzleConfig &nozzle : pump.config().nozzles)
        parts.nozzle->addItem(tr("Nozzle %1: %2#").arg(nozzle.nozzle).arg(nozzle.product), nozzle.nozzle);
    parts.lift = new QPushButton;
    parts.squeeze = new QPushButton;
    const std::pair<QWidget *, const char *> names[] = {{parts.status, "Status"}, {parts.display, "Display"},
                                                        {parts.totals, "Totals"}, {parts.nozzle, "Nozzle"},
                                                        {parts.lift, "Lift"},     {parts.squeeze, "Squeeze"}};
    for (const auto &[widget, name] : names)
        widget->setObjectName(box->objectName() + QLatin1String(name));
    auto *power = new QPushButton(tr("Power off and on"));
    for (QWidget *widget : std::initializer_list<QWidget *>{parts.status, parts.display, parts.nozzle,
                                                            parts.lift, parts.squeeze, power, parts.totals})
        layout->addWidget(widget);
    connect(parts.lift, &QPushButton::clicked, this, [this, &pump, number, box = parts.nozzle] {
        run(pump.isOut() ? command("hang", {{QStringLiteral("pump"), number}})
                         : command("lift",
                                   {{QStringLiteral("pump"), number},
                                    {QStringLiteral("nozzle"), box->currentData().toInt()}}));
    });
    connect(parts.squeeze, &QPushButton::clicked, this, [this, &pump, number] {
        run(command(pump.isSqueezed() ? "release" : "squeeze", {{QStringLiteral("pump"), number}}));
    });
    connect(power, &QPushButton::clicked, this, [this, number] {
        run(command("restart", {{QStringLiteral("pump"), number}}));
    });
    m_pumps.append(parts);
    return box;
}

QWidget *SimWindow::makeReader(const Forecourt::Reader &reader)
{
    auto *box = new QGroupBox(tr("Reader %1").arg(reader.name));
    auto *layout = new QVBoxLayout(box);
    ReaderBox parts;
    parts.slot = reader.slot.get();
    parts.status = new QLabel;
    parts.card = new QComboBox;
    parts.card->setEditable(true);
    parts.card->setToolTip(tr("A card number; UID and the chip's number in hex; CHIP and the same for one "
                              "that proves itself"));
    for (const char *number : {"9000000012345675", "9000000000000018", "9000000000000026",
                               "UID 04782E21801D80", "CHIP 04782E21801D80"})
        parts.card->addItem(QLatin1String(number));
    parts.tap = new QPushButton;
    parts.status->setObjectName(reader.name + QStringLiteral("Status"));
    parts.card->setObjectName(reader.name + QStringLiteral("Card"));
    parts.tap->setObjectName(reader.name + QStringLiteral("Tap"));
    auto *power = new QPushButton(tr("Power off and on"));
    for (QWidget *widget : std::initializer_list<QWidget *>{parts.status, parts.card, parts.tap, power})
        layout->addWidget(widget);
    connect(parts.tap, &QPushButton::clicked, this,
            [this, name = reader.name, slot = parts.slot, box = parts.card] {
                if (slot->hasCard())
                    return run(command("remove", {{QStringLiteral("reader"), name}}));
                const QString text = box->currentText().trimmed();
                run(cardCommand(name, text));
            });
    connect(power, &QPushButton::clicked, this, [this, name = reader.name] {
        run(command("restart", {{QStringLiteral("reader"), name}}));
    });
    m_readers.append(parts);
    return box;
}

QWidget *SimWindow::makeFaults()
{
    auto *box = new QGroupBox(tr("Faults on the wire"));
    auto *layout = new QHBoxLayout(box);
    auto *device = new QComboBox;
    device->addItems(m_forecourt.devices());
    auto *fault = new QComboBox;
    for (int i = 0; i < FaultCount; ++i)
        fault->addItem(faultName(Fault(i)));
    auto *rate = new QSpinBox;
    rate->setRange(0, 1'000);
    rate->setValue(50);
    rate->setSuffix(tr(" / 1000"));
    auto *apply = new QPushButton(tr("Set rate"));
    auto *once = new QPushButton(tr("Once"));
    auto *silent = new QPushButton(tr("Silent for 5 s"));
    auto *unplug = new QPushButton(tr("Unplug for 5 s"));
    auto *clear = new QPushButton(tr("Clear all"));
    auto *speed = new QSpinBox;
    speed->setRange(1, 100);
    speed->setPrefix(tr("Flow x "));
    for (QWidget *widget :
         std::initializer_list<QWidget *>{device, fault, rate, apply, once, silent, unplug, clear, speed})
        layout->addWidget(widget);
    const auto withFault = [=, this](const QString &key, int value) {
        run(command("fault",
                    {{QStringLiteral("device"), device->currentText()},
                     {QStringLiteral("fault"), fault->currentText()},
                     {QStringLiteral("direction"), QStringLiteral("both")},
                     {key, value}}));
    };
    const auto forAWhile = [=, this](const char *what) {
        run(command(what,
                    {{QStringLiteral("device"), device->currentText()}, {QStringLiteral("ms"), 5'000}}));
    };
    connect(apply, &QPushButton::clicked, this, [=] { withFault(QStringLiteral("rate"), rate->value()); });
    connect(once, &QPushButton::clicked, this, [=] { withFault(QStringLiteral("strike"), 1); });
    connect(silent, &QPushButton::clicked, this, [=] { forAWhile("silence"); });
    connect(unplug, &QPushButton::clicked, this, [=] { forAWhile("unplug"); });
    connect(clear, &QPushButton::clicked, this, [this] { run(command("clear", {})); });
    connect(speed, &QSpinBox::valueChanged, this, [this](int factor) { m_forecourt.setSpeed(factor); });
    return box;
}

void SimWindow::refresh()
{
    const QLocale here;
    for (const PumpBox &box : std::as_const(m_pumps)) {
        const SimPump &pump = *box.pump;
        const bool out = pump.isOut();
        box.status->setText(statusName(pump.status()) + (pump.isFlowing() ? tr(", flowing") : QString()));
        box.display->setText(QStringLiteral("%1 L\n%2")
                                 .arg(formatVolume(pump.volume(), here), formatMoney(pump.amount(), here)));
        box.lift->setText(out ? tr("Hang up") : tr("Lift"));
        box.nozzle->setEnabled(!out);
        if (out)
            box.nozzle->setCurrentIndex(pump.nozzle() - 1);
        box.squeeze->setEnabled(out);
        box.squeeze->setText(pump.isSqueezed() ? tr("Let go") : tr("Squeeze"));
        QStringList totals;
        for (const NozzleConfig &nozzle : pump.config().nozzles)
            totals.append(tr("%1#: %2 L").arg(nozzle.product, formatVolume(pump.total(nozzle.nozzle), here)));
        box.totals->setText(totals.join(u'\n'));
    }
    for (const ReaderBox &box : std::as_const(m_readers)) {
        box.status->setText(box.slot->hasCard() ? tr("A card is in it") : tr("Empty"));
        box.tap->setText(box.slot->hasCard() ? tr("Remove") : tr("Put in"));
        box.card->setEnabled(!box.slot->hasCard());
    }
}

}
