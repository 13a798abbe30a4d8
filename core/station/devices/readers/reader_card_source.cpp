#include "core/station/devices/readers/reader_card_source.h"

#include "core/station/devices/link/serial_link.h"
#include "core/station/devices/readers/crt/crt_reader.h"

namespace youka {

ReaderCardSource::ReaderCardSource(std::unique_ptr<CardReader> reader, CardTokeniser tokeniser,
                                   QObject *parent)
    : CardSource(parent)
    , m_tokeniser(std::move(tokeniser))
{
    CardReader *raw = reader.get();
    connect(raw, &CardReader::cardPresented, this, &ReaderCardSource::onCard);
    connect(raw, &CardReader::removed, this, &CardSource::cardRemoved);
    connect(raw, &CardReader::failed, this, &CardSource::readFailed);
    m_reader = m_thread.take(std::move(reader));
    m_reader->start();
}

ReaderCardSource::~ReaderCardSource() { m_reader->stop(); }

void ReaderCardSource::onCard(const CardRead &card)
{
    Result<CardIdentity> identity = fail(ErrorCode::CardReadFailed);
    switch (card.kind) {
    case CardRead::Kind::Track2:
        identity = m_tokeniser.fromTrack2(card.data);
        break;
    case CardRead::Kind::Uid:
        identity = m_tokeniser.fromUid(card.data);
        break;
    case CardRead::Kind::Chip:
        identity = m_tokeniser.fromUid(card.data, CardProof::Chip);
        break;
    }
    if (identity)
        Q_EMIT cardPresented(*identity);
    else
        Q_EMIT readFailed(identity.error().code);
}

Result<std::unique_ptr<ReaderCardSource>> openCrtReader(const QString &port, QStringView serial,
                                                        const ReaderKeys &keys, const Clock &clock)
{
    const auto settings = SerialSettings::parse(port, serial);
    if (!settings)
        return fail(settings.error());
    return std::make_unique<ReaderCardSource>(
        std::make_unique<CrtReader>(std::make_unique<SerialLink>(*settings), clock, keys.chips),
        keys.tokeniser);
}

}
