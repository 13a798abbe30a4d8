#pragma once

#include "core/domain/cards/card_source.h"
#include "core/domain/cards/card_tokeniser.h"
#include "core/domain/cards/chip_scheme.h"
#include "core/station/devices/link/device_thread.h"
#include "core/station/devices/readers/card_reader.h"

namespace youka {

/// A reader as the counter and the kiosk see it. Lives in the thread that made it; the reader runs in a
/// thread of its own from construction to destruction. What was read becomes a token and a mask here and goes
/// no further; a track whose check or number is wrong is readFailed(CardReadFailed or CardNumberInvalid).
class ReaderCardSource final : public CardSource
{
    Q_OBJECT
public:
    /// `reader` has no parent. It is started at once.
    ReaderCardSource(std::unique_ptr<CardReader> reader, CardTokeniser tokeniser, QObject *parent = nullptr);
    ~ReaderCardSource() override;

private:
    void onCard(const CardRead &card);

    const CardTokeniser m_tokeniser;
    DeviceThread m_thread{QStringLiteral("card reader")};
    CardReader *m_reader;
};

class Clock;
/// What a reader makes of a card, with the scheme's keys.
struct ReaderKeys
{
    CardTokeniser tokeniser;
    std::optional<ChipScheme> chips; ///< absent: a chip is known by its number only
};
/// A reader of the CRT family on a serial port ("9600 8N1"), started. `clock` outlives it.
/// Errors: SettingsInvalid.
Result<std::unique_ptr<ReaderCardSource>> openCrtReader(const QString &port, QStringView serial,
                                                        const ReaderKeys &keys, const Clock &clock);

}
