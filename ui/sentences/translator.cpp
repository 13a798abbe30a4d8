#include "ui/sentences/translator.h"

#include <QCoreApplication>

#include <array>
#include <utility>

namespace youka {

namespace {

constexpr std::array Languages{Language::English, Language::Chinese};

QString catalogueFile(Language language)
{
    return QStringLiteral(":/i18n/youka_%1.qm").arg(languageCode(language));
}

const QTranslator &catalogue(Language language)
{
    struct Loaded
    {
        QTranslator english;
        QTranslator chinese;
        Loaded()
        {
            if (!english.load(catalogueFile(Language::English))
                || !chinese.load(catalogueFile(Language::Chinese)))
                qWarning("a catalogue of sentences is missing from the program");
        }
    };
    static const Loaded Once; // read-only after this; translate() is const and locks nothing
    return language == Language::English ? Once.english : Once.chinese;
}

}

QString languageCode(Language language)
{
    return language == Language::English ? QStringLiteral("en") : QStringLiteral("zh_CN");
}

Language languageFromCode(QAnyStringView code)
{
    return code.toString().startsWith(QLatin1String("en"), Qt::CaseInsensitive) ? Language::English
                                                                                : Language::Chinese;
}

Language languageFromHeader(const QByteArray &acceptLanguage)
{
    Language best = Language::English;
    int bestQuality = -1; // thousandths
    for (const QByteArray &part : acceptLanguage.split(',')) {
        const QByteArray tag = part.split(';').value(0).trimmed().toLower();
        int quality = 1000;
        if (const auto at = part.indexOf("q="); at >= 0) {
            const QByteArray figure = part.mid(at + 2).trimmed();
            const QByteArray decimals = figure.split('.').value(1).left(3).leftJustified(3, '0');
            quality = figure.startsWith('1') ? 1000 : decimals.toInt();
        }
        for (const Language language : Languages)
            if (tag.startsWith(languageCode(language).left(2).toLatin1()) && quality > bestQuality) {
                best = language;
                bestQuality = quality;
            }
    }
    return best;
}

QLocale localeOf(Language language)
{
    return language == Language::English ? QLocale(QLocale::English, QLocale::UnitedKingdom)
                                         : QLocale(QLocale::Chinese, QLocale::China);
}

QString translated(Language language, const char *context, const char *source)
{
    const QString text = catalogue(language).translate(context, source);
    return text.isEmpty() ? QString::fromUtf8(source) : text;
}

QString translated(Language language, const char *context, const char *source, int n)
{
    QString text = catalogue(language).translate(context, source, nullptr, n);
    if (text.isEmpty())
        text = QString::fromUtf8(source);
    return text.replace(QLatin1String("%n"), QString::number(n));
}

Translator::Translator(Language language, QObject *parent)
    : QObject(parent)
    , m_language(language)
{
    install();
}

Translator::~Translator() { QCoreApplication::removeTranslator(&m_catalogue); }

void Translator::setLanguage(Language language)
{
    if (language == m_language)
        return;
    m_language = language;
    install();
    Q_EMIT languageChanged();
}

void Translator::install()
{
    QCoreApplication::removeTranslator(&m_catalogue);
    if (m_catalogue.load(catalogueFile(m_language)))
        QCoreApplication::installTranslator(&m_catalogue);
    QLocale::setDefault(locale());
}

}
