#pragma once

#include "ui/tokens/design_tokens.h"
#include "ui/widgets/office_link.h"

#include <QDialog>
#include <QJsonObject>
#include <QTimer>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace youka {

class TablePage;

/// Gives a coupon of a live campaign to each customer of a segment, level or kind of card. How many that are
/// is said before it can be done; below stands what was given to segments so far, which is asked for again
/// while something is under way. Objects: segmentIssues, segmentName, segmentLevel, segmentCard,
/// segmentReason, segmentCount, segmentProblem, segmentGive, segmentClose, issuesPage and its parts.
class SegmentIssues : public QDialog
{
    Q_OBJECT
public:
    /// `link` outlives it.
    SegmentIssues(OfficeLink &link, const QJsonObject &campaign, ThemeKind theme, QWidget *parent);
    static constexpr int TypingMs = 300;
    static constexpr int ProgressMs = 2'000;

private:
    QWidget *makeForm();
    QJsonObject audience() const;
    void edited();
    void count();
    void give();
    void refresh();
    void showCount();

    OfficeLink &m_link;
    const QJsonObject m_campaign;
    QLineEdit *m_segment;
    QLineEdit *m_level;
    QComboBox *m_card;
    QLineEdit *m_reason;
    QLabel *m_count;
    QLabel *m_problem;
    QPushButton *m_give;
    TablePage *m_page;
    QTimer m_typing;
    QTimer m_progress;
    std::optional<qint64> m_customers; ///< of what the fields say; none: not counted yet
    int m_asking = 0;                  ///< answers to earlier questions are dropped
    QJsonObject m_sent;
    OperationId m_operation;
    bool m_waiting = false;
};

}
