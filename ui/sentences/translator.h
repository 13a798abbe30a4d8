#pragma once

#include <QLocale>
#include <QObject>
#include <QTranslator>

namespace youka {

enum class Language { English, Chinese };

/// "en" or "zh_CN", as in settings and file names.
QString languageCode(Language language);
/// Takes "zh", "zh_CN", "zh-Hans-CN", "en-GB" and the like; Chinese when nothing fits.
Language languageFromCode(QAnyStringView code);
/// The language an HTTP Accept-Language header prefers of those we speak, by its q values.
Language languageFromHeader(const QByteArray &acceptLanguage);
QLocale localeOf(Language language);

/// `source` of `context` in a given language, whatever the program itself speaks. From any thread.
QString translated(Language language, const char *context, const char *source);
/// The same of a number of things: "%n day(s)".
QString translated(Language language, const char *context, const char *source, int n);

/// The language a program's screens speak, switched while it runs: installs the catalogue in the application
/// and says so; view models format their texts again, engines retranslate.
class Translator : public QObject
{
    Q_OBJECT
public:
    explicit Translator(Language language, QObject *parent = nullptr);
    ~Translator() override;

    Language language() const { return m_language; }
    QLocale locale() const { return localeOf(m_language); }
    void setLanguage(Language language);

Q_SIGNALS:
    void languageChanged();

private:
    void install();
    Language m_language;
    QTranslator m_catalogue;
};

}
