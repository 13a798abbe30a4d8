#pragma once

#include "core/domain/coupons/campaign_service.h"
#include "core/domain/coupons/coupon_service.h"
#include "core/domain/sales/sale_repository.h"
#include "tests/ui/office_bench.h"
#include "ui/widgets/campaign_editor.h"

namespace youka::test {

/// The office where somebody looks after campaigns.
class CampaignBench : public OfficeBench
{
public:
    bool open(const QString &login = QStringLiteral("manager"))
    {
        return signIn(login) && openArea(QStringLiteral("campaigns"));
    }
    bool openEditor(const char *action)
    {
        return trigger(action)
            && QTest::qWaitFor([&] { return find<CampaignEditor>("campaignEditor") != nullptr; });
    }
    bool save()
    {
        return click("campaignSubmit") && QTest::qWaitFor([&] {
                   return find<CampaignEditor>("campaignEditor") == nullptr && !model().isLoading();
               });
    }
    RecordModel &model() { return window->page(QStringLiteral("campaigns"))->model(); }
    QString state(int row) { return cell(table("campaignsTable"), row, QStringLiteral("State")); }
    bool step(const char *action, int row, const QString &expected)
    {
        table("campaignsTable")->selectRow(row);
        return trigger(action)
            && QTest::qWaitFor([&] { return find<QPushButton>("campaignStepSubmit") != nullptr; })
            && click("campaignStepSubmit") && QTest::qWaitFor([&] { return state(row) == expected; });
    }
    /// Money off, of a campaign that two managers have brought to life.
    CampaignId live(const QString &name, const std::function<void(Campaign &)> &change = {})
    {
        CampaignId id;
        const Timestamp now = clock.now();
        Campaign campaign;
        campaign.name = name;
        campaign.terms.offer.amount = {1'000, {}};
        campaign.terms.from = now.plusMs(-86'400'000);
        campaign.terms.until = now.plusMs(10 * 86'400'000LL);
        if (change)
            change(campaign);
        const Principal one{Role::Manager, 901, QStringLiteral("one"), {}};
        const Principal other{Role::Manager, 902, QStringLiteral("other"), {}};
        const auto made = inBooks([&](Database &db) {
            CampaignService service(db, server->couponKeys());
            return service.create(campaign, one, now).and_then([&](const Campaign &draft) {
                id = draft.id;
                return service.step(draft.id, CampaignState::Review, one, now)
                    .and_then([&](const Campaign &) {
                        return service.step(draft.id, CampaignState::Live, other, now);
                    })
                    .map([](const Campaign &) {});
            });
        });
        return made ? id : CampaignId();
    }
    /// Sales of some days, of which every second one has what is automatic.
    Result<void> trade(int days)
    {
        return inBooks([&](Database &db) -> Result<void> {
            CouponService coupons(db, server->couponKeys());
            SaleRepository sales(db);
            IdSource ids(clock);
            for (int day = days; day > 0; --day)
                for (int n = 0; n <= 2 * (day % 4) + 1; ++n) {
                    SaleRecord sale;
                    sale.id = ids.make<SaleId>();
                    sale.terminal = {1};
                    sale.station = stations[size_t(n / 2 % 2)].id;
                    sale.pump = 1;
                    sale.mode = SaleMode::PostPay;
                    const Money amount = Money{n % 2 == 0 ? 32'000 : 20'000, {}};
                    sale.delivery = {
                        1, QStringLiteral("95"), {8'000, {}}, {amount.minor * 10 / 8}, amount, {}, {}};
                    sale.occurred = sale.posted = clock.now().plusMs(-day * 86'400'000LL);
                    sale.day = sale.occurred.toDateTime().date();
                    if (n % 2 == 0) {
                        const CouponPlace place{sale.terminal, stations[size_t(n / 2 % 2)], {}};
                        CouponQuestion q;
                        q.sale = sale.id;
                        q.channel = n % 4 == 0 ? Channel::Kiosk : Channel::Pos;
                        q.basket = {
                            {},
                            {{QStringLiteral("95"), {}, Product::Unit::Litre, 40'000, {8'000, {}}, amount}}};
                        const auto grant = coupons.reserve(q, place, sale.occurred);
                        if (!grant)
                            return fail(grant.error());
                        sale.discounts = grant->redemptions;
                        const auto done =
                            coupons.redeem(sale.id, grant->redemptions, place, sale.day, sale.occurred);
                        if (!done)
                            return fail(done.error());
                    }
                    if (const auto written = sales.insert(sale); !written)
                        return written;
                }
            return {};
        });
    }
    bool isSeen(const char *widget)
    {
        const auto *found = find<QWidget>(widget);
        return found && !found->isHidden() && !found->parentWidget()->isHidden();
    }
};

}
