#include "ui/widgets/office_help.h"

#include "core/domain/help/help_pages.h"
#include "ui/tokens/design_tokens.h"
#include "ui/widgets/office_words.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace youka {

namespace {

constexpr int DialogWidth = 860;
constexpr int DialogHeight = 560;
constexpr int PagesWidth = 260;

HelpIndex indexIn(Language language)
{
    const HelpLanguage speaks = language == Language::English ? HelpLanguage::English : HelpLanguage::Chinese;
    // Staff are asked about what customers do as well.
    return {helpPages(speaks, HelpReader::Staff) + helpPages(speaks, HelpReader::Customer), helpSynonyms()};
}

QString paragraphs(const QString &text)
{
    QString html;
    for (const QString &one : text.split(QStringLiteral("\n\n"), Qt::SkipEmptyParts))
        html += QStringLiteral("<p>") + one.toHtmlEscaped().replace(u'\n', u' ') + QStringLiteral("</p>");
    return html;
}

QString sectionHtml(const HelpSection &section)
{
    const QString heading = section.heading.isEmpty()
        ? QString()
        : QStringLiteral("<h3>") + section.heading.toHtmlEscaped() + QStringLiteral("</h3>");
    return heading + paragraphs(section.text);
}

}

OfficeHelp::OfficeHelp(Language language, const QString &hotline, QWidget *parent)
    : QDialog(parent)
    , m_index(indexIn(language))
    , m_hotline(hotline)
{
    setObjectName(QStringLiteral("officeHelp"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(say(QT_TRANSLATE_NOOP("Office", "Help")));
    resize(DialogWidth, DialogHeight);
    m_question = new QLineEdit;
    m_question->setObjectName(QStringLiteral("helpQuestion"));
    m_question->setPlaceholderText(say(QT_TRANSLATE_NOOP("Office", "Ask in your own words")));
    m_question->setClearButtonEnabled(true);
    m_pages = new QListWidget;
    m_pages->setObjectName(QStringLiteral("helpPages"));
    m_pages->setAccessibleName(say(QT_TRANSLATE_NOOP("Office", "Pages of help")));
    m_pages->setFixedWidth(PagesWidth);
    m_pages->setWordWrap(true);
    m_pages->setSpacing(designTokens().grid / 2);
    m_answer = new QTextBrowser;
    m_answer->setObjectName(QStringLiteral("helpAnswer"));
    m_nothing = new QLabel;
    m_nothing->setObjectName(QStringLiteral("helpNothing"));
    m_nothing->setWordWrap(true);
    const int grid = designTokens().grid;
    auto *row = new QHBoxLayout;
    row->setSpacing(2 * grid);
    row->addWidget(m_pages);
    row->addWidget(m_answer, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * grid, 2 * grid, 2 * grid, 2 * grid);
    layout->setSpacing(2 * grid);
    layout->addWidget(m_question);
    layout->addWidget(m_nothing);
    layout->addLayout(row, 1);
    connect(m_question, &QLineEdit::textChanged, this, &OfficeHelp::ask);
    connect(m_pages, &QListWidget::currentRowChanged, this, &OfficeHelp::showPage);
    ask();
}

void OfficeHelp::ask()
{
    const QString question = m_question->text().trimmed();
    m_hits.clear();
    if (question.isEmpty())
        for (const HelpPage &page : m_index.pages())
            m_hits.append({&page, 0, 0});
    else
        m_hits = m_index.find(question);
    m_pages->clear();
    for (const HelpHit &hit : std::as_const(m_hits))
        m_pages->addItem(hit.page->title);
    const QString call = m_hotline.isEmpty()
        ? say(QT_TRANSLATE_NOOP("Office", "No page answers this. Try other words."))
        : say(QT_TRANSLATE_NOOP("Office", "No page answers this. Try other words, or call %1."))
              .arg(m_hotline);
    m_nothing->setText(m_hits.isEmpty() ? call : QString());
    m_nothing->setVisible(m_hits.isEmpty());
    m_answer->clear();
    if (!m_hits.isEmpty())
        m_pages->setCurrentRow(0);
}

void OfficeHelp::showPage(int row)
{
    if (row < 0 || row >= m_hits.size())
        return;
    const HelpHit &hit = m_hits[row];
    QString html = QStringLiteral("<h2>") + hit.page->title.toHtmlEscaped() + QStringLiteral("</h2>");
    html += sectionHtml(hit.best());
    if (hit.page->sections.size() > 1)
        html += QStringLiteral("<hr>");
    for (int n = 0; n < hit.page->sections.size(); ++n)
        if (n != hit.section)
            html += sectionHtml(hit.page->sections[n]);
    m_answer->setHtml(html);
}

}
