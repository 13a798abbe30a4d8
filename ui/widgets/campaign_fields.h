#pragma once

#include "core/domain/coupons/campaign.h"

#include <QLocale>
#include <QWidget>

class QGridLayout;
class QLabel;

namespace youka {

/// One page of the campaign editor: fields that show a campaign, read themselves back into it and say beside
/// themselves what is wrong. Objects are named campaign<Member>, with Error for what is wrong with it.
class CampaignFields : public QWidget
{
    Q_OBJECT
public:
    CampaignFields(Currency currency, const QLocale &locale, QWidget *parent = nullptr);

    class Field
    {
    public:
        QString member;
        QString label;
        /// Only a field that applies is seen and read.
        Field &onlyFor(std::initializer_list<OfferKind> kinds);
        Field &when(std::function<bool(const Campaign &)> test);
        Field &needed();
        /// May be changed while the campaign is live.
        Field &openWhenLive();
        Field &hint(const QString &text);

        bool applies(const Campaign &campaign) const { return !m_applies || m_applies(campaign); }
        void show(const Campaign &campaign) const { m_show(campaign); }
        /// What is wrong with it, in words; empty: nothing.
        QString read(Campaign &campaign) const { return m_read(campaign); }
        void complain(const QString &problem, bool evenUntouched = false);

    private:
        friend class CampaignFields;
        QLabel *m_label = nullptr;
        QWidget *m_row = nullptr;
        QWidget *m_input = nullptr;
        QLabel *m_error = nullptr;
        std::function<void(const Campaign &)> m_show;
        std::function<QString(Campaign &)> m_read;
        std::function<bool(const Campaign &)> m_applies;
        std::function<void(const Campaign &)> m_follow; ///< what others say changes what it shows
        bool m_isNeeded = false;
        bool m_isOpenWhenLive = false;
        bool m_touched = false;
    };

    enum class Number { Amount, Price, Litres, Count, Percent };
    using Get = std::function<std::optional<qint64>(const Campaign &)>;
    using Set = std::function<void(Campaign &, std::optional<qint64>)>;
    /// Minor units, thousandths, millilitres, pieces, hundredths of a per cent.
    Field &number(const char *member, const QString &label, Number kind, const Get &get, const Set &set);
    using GetText = std::function<QString(const Campaign &)>;
    using SetText = std::function<void(Campaign &, const QString &)>;
    Field &text(const char *member, const QString &label, const GetText &get, const SetText &set,
                int most = 100);
    /// Several short texts with commas between them.
    Field &list(const char *member, const QString &label,
                const std::function<QStringList &(Campaign &)> &list);
    Field &flag(const char *member, const QString &label, const std::function<bool &(Campaign &)> &flag);
    /// A check box that nobody has to answer: until somebody does it shows `otherwise`.
    Field &decision(const char *member, const QString &label,
                    const std::function<std::optional<bool> &(Campaign &)> &decision,
                    const std::function<bool(const Campaign &)> &otherwise);
    using Choices = QList<QPair<QString, qint64>>;
    /// Check boxes in a row, each one bit.
    Field &checks(const char *member, const QString &label, const Choices &choices,
                  const std::function<int(const Campaign &)> &get,
                  const std::function<void(Campaign &, int)> &set);
    Field &choice(const char *member, const QString &label, const Choices &choices,
                  const std::function<qint64(const Campaign &)> &get,
                  const std::function<void(Campaign &, qint64)> &set);
    Field &moment(const char *member, const QString &label,
                  const std::function<Timestamp &(Campaign &)> &time);
    /// A time of day, or none.
    Field &hour(const char *member, const QString &label, const std::function<QTime &(Campaign &)> &time);
    /// Some of a longer list, found by typing; none means all. `choices`: text and key.
    Field &picks(const char *member, const QString &label, const QList<QPair<QString, QString>> &choices,
                 const std::function<QStringList(const Campaign &)> &get,
                 const std::function<void(Campaign &, const QStringList &)> &set);
    /// One of the list, or what is typed.
    Field &product(const char *member, const QString &label, const QList<QPair<QString, QString>> &choices,
                   const std::function<QString &(Campaign &)> &code);
    void heading(const QString &text);
    void note(const QString &text, std::function<bool(const Campaign &)> when = {});

    void show(const Campaign &campaign);
    /// Reads every field that applies; the labels of those that something is wrong with.
    QStringList read(Campaign &campaign);
    /// Rows that do not apply go away; when it is `live`, what is agreed cannot be changed.
    void arrange(const Campaign &campaign, bool live);
    /// nullptr: no such field here.
    Field *find(const QString &member);

Q_SIGNALS:
    void edited();

private:
    Field &add(const char *member, const QString &label, QWidget *input);
    QString problemOf(const Field &field, const QString &text, Number kind) const;
    std::optional<qint64> parsed(const QString &text, Number kind) const;
    QString written(qint64 value, Number kind) const;

    const Currency m_currency;
    const QLocale m_locale;
    /// A grid: QFormLayout writes beyond its arrays when rows with texts that wrap come and go.
    QGridLayout *m_form;
    int m_rows = 0;
    std::vector<std::unique_ptr<Field>> m_fields;
    QList<QPair<QWidget *, std::function<bool(const Campaign &)>>> m_notes;
};

}
