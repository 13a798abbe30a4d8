#pragma once

#include <QCommandLineParser>
#include <QCoreApplication>

namespace youka::demo {

struct Arguments
{
    bool headless = false;
    bool keep = false;
    QString screenshots;
    QString language;
    QString theme;
};

inline Arguments readArguments(const QCoreApplication &app)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral(
        "A whole station on this machine. With a display its windows open and stay until Ctrl-C; without "
        "one, "
        "or with --headless, a manager, a driver and a cashier use them, and every figure is checked."));
    parser.addHelpOption();
    const QCommandLineOption headless(QStringLiteral("headless"), QStringLiteral("play the story"));
    const QCommandLineOption keep(QStringLiteral("keep"), QStringLiteral("keep the folder of the run"));
    const QCommandLineOption shots(QStringLiteral("screenshots"), QStringLiteral("where pictures go"),
                                   QStringLiteral("folder"));
    const QCommandLineOption language(QStringLiteral("language"), QStringLiteral("zh_CN or en"),
                                      QStringLiteral("language"), QStringLiteral("zh_CN"));
    const QCommandLineOption theme(QStringLiteral("theme"), QStringLiteral("light or dark"),
                                   QStringLiteral("theme"), QStringLiteral("light"));
    parser.addOptions({headless, keep, shots, language, theme});
    parser.process(app);
    const bool display = qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY");
    return {parser.isSet(headless) || !display, parser.isSet(keep), parser.value(shots),
            parser.value(language), parser.value(theme)};
}

}
