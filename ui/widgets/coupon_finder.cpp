#include "core/foundation/base/format.h"
#include "core/foundation/base/json.h"
#include "ui/sentences/sentences.h"
#include "ui/tokens/design_tokens.h"
#include "ui/widgets/campaign_coupons.h"
#include "ui/widgets/coupon_forms.h"
#include "ui/widgets/office_words.h"
#include "ui/widgets/record_columns.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

namespace youka {

namespace {

QString member(const QJsonObject &record, const char *name) { return record[QLatin1String(name)].toString(); }

CouponState stateOf(const QJsonObject &coupon)
{
    constexpr std::pair<const char *, CouponState> States[] = {{"issued", CouponState::Issued},
                                                               {"claimed", CouponState::Claimed},
                                                               {"reserved", CouponState::Reserved},
                                                               {"used", CouponState::Used},
                                                               {"void", CouponState::Void}};
    for (const auto &[name, state] : States)
        if (member(coupon, "state") == QLatin1String(name))
            return state;
    return CouponState::Void;
}

QString whatText(const QString &what)
{
    if (what == QLatin1String("reserved"))
        return say(QT_TRANSLATE_NOOP("Office", "Reserved for a sale"));
    if (what == QLatin1String("redeemed"))
        return say(QT_TRANSLATE_NOOP("Office", "Redeemed"));
    if (what == QLatin1String("given-back"))
        return say(QT_TRANSLATE_NOOP("Office", "Given back"));
    if (what == QLatin1String("coupon.give"))
        return say(QT_TRANSLATE_NOOP("Office", "Given to a customer"));
    if (what == QLatin1String("coupon.extend"))
        return say(QT_TRANSLATE_NOOP("Office", "Extended"));
    if (what == QLatin1String("coupon.void"))
        return say(QT_TRANSLATE_NOOP("Office", "Voided"));
    return what;
}

QPushButton *button(const char *name, const QString &text, QHBoxLayout *row)
{
    auto *made = new QPushButton(text);
    made->setObjectName(QLatin1String(name));
    made->setAutoDefault(false);
    row->addWidget(made);
    return made;
}

}

CouponFinder::CouponFinder(OfficeLink &link, const CampaignHouse &house, QWidget *parent)
    : QDialog(parent)
    , m_link(link)
    , m_house(house)
    , m_locale(parent ? parent->locale() : QLocale())
    , m_code(new QLineEdit)
    , m_state(new QLabel)
    , m_problem(new QLabel)
    , m_history(new QTableWidget(0, 4))
{
    setObjectName(QStringLiteral("couponFinder"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(say(QT_TRANSLATE_NOOP("Office", "Find a coupon")));
    resize(840, 520);
    m_code->setObjectName(QStringLiteral("couponCode"));
    m_code->setAccessibleName(say(QT_TRANSLATE_NOOP("Office", "Coupon code")));
    m_code->setPlaceholderText(say(QT_TRANSLATE_NOOP("Office", "Type, paste or scan the code")));
    m_state->setObjectName(QStringLiteral("couponState"));
    m_state->setWordWrap(true);
    m_problem->setObjectName(QStringLiteral("couponProblem"));
    m_problem->setProperty("role", QStringLiteral("error"));
    m_problem->setWordWrap(true);
    m_history->setObjectName(QStringLiteral("couponHistory"));
    m_history->setHorizontalHeaderLabels({say(QT_TRANSLATE_NOOP("Office", "Time")),
                                          say(QT_TRANSLATE_NOOP("Office", "What")),
                                          say(QT_TRANSLATE_NOOP("Office", "Amount")),
                                          say(QT_TRANSLATE_NOOP("Office", "Where, or who and why"))});
    m_history->verticalHeader()->hide();
    m_history->setShowGrid(false);
    m_history->setAlternatingRowColors(true);
    m_history->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_history->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_history->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_history->horizontalHeader()->setStretchLastSection(true);
    auto *head = new QHBoxLayout;
    head->addWidget(m_code, 1);
    auto *search = button("couponFind", say(QT_TRANSLATE_NOOP("Office", "Find")), head);
    auto *foot = new QHBoxLayout;
    m_extend = button("couponExtend", say(QT_TRANSLATE_NOOP("Office", "Extend…")), foot);
    m_void = button("couponVoid", say(QT_TRANSLATE_NOOP("Office", "Void…")), foot);
    foot->addStretch();
    connect(button("couponFinderClose", say(QT_TRANSLATE_NOOP("Office", "Close")), foot),
            &QPushButton::clicked, this, &QDialog::close);
    auto *layout = new QVBoxLayout(this);
    const int grid = designTokens().grid;
    layout->setContentsMargins(2 * grid, 2 * grid, 2 * grid, 2 * grid);
    layout->setSpacing(grid);
    layout->addLayout(head);
    layout->addWidget(m_problem);
    layout->addWidget(m_state);
    layout->addWidget(m_history, 1);
    layout->addLayout(foot);
    connect(m_code, &QLineEdit::returnPressed, this, &CouponFinder::find);
    connect(search, &QPushButton::clicked, this, &CouponFinder::find);
    connect(m_extend, &QPushButton::clicked, this, &CouponFinder::extend);
    connect(m_void, &QPushButton::clicked, this, &CouponFinder::voidCoupon);
    connect(&link, &OfficeLink::signedOut, this, &QDialog::reject);
    showCoupon(QJsonObject());
}

void CouponFinder::find()
{
    const QString code = m_code->text().trimmed();
    if (code.isEmpty())
        return;
    m_link.post(QStringLiteral("/api/v1/coupon-searches"), {{QStringLiteral("code"), code}}, {},
                [self = QPointer(this)](const Result<QJsonObject> &reply) {
                    if (!self)
                        return;
                    self->m_problem->setText(reply ? QString() : sentence(reply.error()));
                    self->showCoupon(reply ? *reply : QJsonObject());
                });
}

void CouponFinder::showCoupon(const QJsonObject &coupon)
{
    m_coupon = coupon;
    const bool known = !coupon.isEmpty();
    const CouponState state = stateOf(coupon);
    m_problem->setVisible(!m_problem->text().isEmpty());
    QStringList parts;
    if (known) {
        parts << member(coupon, "code") << member(coupon, "name") << couponStateText(state);
        if (const QString number = member(coupon, "customerNumber"); !number.isEmpty())
            parts << say(QT_TRANSLATE_NOOP("Office", "customer %1")).arg(number);
        if (const QString until = member(coupon, "until"); !until.isEmpty())
            parts << say(QT_TRANSLATE_NOOP("Office", "until %1")).arg(timeText(until, m_locale));
        if (const QString left = moneyText(coupon, "left", m_locale); !left.isEmpty())
            parts << say(QT_TRANSLATE_NOOP("Office", "%1 left on it")).arg(left);
    }
    m_state->setText(parts.join(QStringLiteral("  ·  ")));
    const QJsonArray history = coupon[QLatin1String("history")].toArray();
    m_history->setRowCount(int(history.size()));
    for (int row = 0; row < history.size(); ++row) {
        const QJsonObject line = history[row].toObject();
        const auto put = [&](int column, const QString &text) {
            m_history->setItem(row, column, new QTableWidgetItem(text));
        };
        put(0, timeText(member(line, "at"), m_locale));
        put(1, whatText(member(line, "what")));
        put(2, moneyText(line, "amount", m_locale));
        m_history->item(row, 2)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        put(3,
            line.contains(QLatin1String("station"))
                ? m_house.stationText(line[QLatin1String("station")].toInteger())
                : member(line, "who") + QStringLiteral(": ") + member(line, "reason"));
    }
    const bool may = m_link.may(Permission::ManageCampaigns);
    const bool open = known && state != CouponState::Used && state != CouponState::Void;
    m_extend->setEnabled(may && open);
    m_void->setEnabled(may && open);
}

void CouponFinder::extend()
{
    FormDialog *form = makeExtendCouponForm(m_link, m_coupon, this);
    connect(form, &FormDialog::succeeded, this, &CouponFinder::find);
    form->setWindowModality(Qt::WindowModal);
    form->show();
}

void CouponFinder::voidCoupon()
{
    FormDialog *form = makeVoidCouponForm(m_link, m_coupon, this);
    connect(form, &FormDialog::succeeded, this, &CouponFinder::find);
    form->setWindowModality(Qt::WindowModal);
    form->show();
}

}
