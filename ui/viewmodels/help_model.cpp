#include "ui/viewmodels/help_model.h"

#include "core/domain/help/help_pages.h"

namespace youka {

namespace {

QString styled(const HelpSection &section)
{
    QString text;
    if (!section.heading.isEmpty())
        text = QStringLiteral("<b>") + section.heading.toHtmlEscaped() + QStringLiteral("</b><br>");
    QString body = section.text.toHtmlEscaped();
    body.replace(QStringLiteral("\n\n"), QStringLiteral("<br><br>")).replace(u'\n', u' ');
    return text + body;
}

}

HelpModel::HelpModel(Translator &translator, QObject *parent)
    : QAbstractListModel(parent)
    , m_translator(translator)
    , m_chinese(helpPages(HelpLanguage::Chinese, HelpReader::Customer), helpSynonyms())
    , m_english(helpPages(HelpLanguage::English, HelpReader::Customer), helpSynonyms())
{
    connect(&translator, &Translator::languageChanged, this, [this] {
        const HelpPage *open = m_open ? pages().page(m_open->page->id) : nullptr;
        const int section = m_open ? m_open->section : 0;
        m_open.reset();
        find();
        if (open && section < open->sections.size()) // the same page in the other language
            m_open = HelpHit{open, section, 0};
        Q_EMIT changed();
    });
    find();
}

const HelpIndex &HelpModel::pages() const
{
    return m_translator.language() == Language::English ? m_english : m_chinese;
}

void HelpModel::find()
{
    beginResetModel();
    m_hits.clear();
    if (m_question.trimmed().isEmpty())
        for (const HelpPage &page : pages().pages())
            m_hits.append({&page, 0, 0});
    else
        m_hits = pages().find(m_question);
    endResetModel();
}

void HelpModel::press(const QString &key)
{
    if (m_open)
        return;
    if (key == QLatin1String("back"))
        m_question.chop(1);
    else if (key == QLatin1String("clear"))
        m_question.clear();
    else if (m_question.size() >= LongestQuestion)
        return;
    else if (key == QLatin1String("space"))
        m_question += u' ';
    else if (key.size() == 1 && key[0].isLetterOrNumber())
        m_question += key[0].toLower();
    else
        return;
    find();
    Q_EMIT changed();
}

void HelpModel::openPage(int row)
{
    if (row < 0 || row >= m_hits.size())
        return;
    m_open = m_hits[row];
    Q_EMIT changed();
}

void HelpModel::closePage()
{
    m_open.reset();
    Q_EMIT changed();
}

void HelpModel::clear()
{
    m_open.reset();
    m_question.clear();
    find();
    Q_EMIT changed();
}

QString HelpModel::pageText() const
{
    if (!m_open)
        return {};
    QString text = styled(m_open->best());
    for (int n = 0; n < m_open->page->sections.size(); ++n)
        if (n != m_open->section)
            text += QStringLiteral("<br><br>") + styled(m_open->page->sections[n]);
    return text;
}

QString HelpModel::nothingText() const
{
    return m_hits.isEmpty()
        ? tr("No page answers this. Try other words, or choose from the list: clear what was typed.")
        : QString();
}

QString HelpModel::hotlineText() const
{
    return m_hotline.isEmpty() ? tr("For anything else, please ask at the counter.")
                               : tr("For anything else, call %1.").arg(m_hotline);
}

int HelpModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : count(); }

QVariant HelpModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_hits.size())
        return {};
    const HelpHit &hit = m_hits[index.row()];
    if (role == TitleRole)
        return hit.page->title;
    // Of a question the part that answers; of the list the page's beginning.
    return role == DetailRole
        ? hit.best().heading.isEmpty() ? QString(hit.best().text).replace(u'\n', u' ') : hit.best().heading
        : QVariant();
}

QHash<int, QByteArray> HelpModel::roleNames() const
{
    return {{TitleRole, "titleText"}, {DetailRole, "detailText"}};
}

}
