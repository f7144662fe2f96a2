using Guildhall.Kernel.Contracts.Payments;
using Guildhall.Kernel.Ui;
using Guildhall.Kernel.Ui.Reading;
using Guildhall.Kernel.Values;

namespace Guildhall.Payments.Refunds;

/// <summary>Writes effects and terms in the reader's language and on their clock.</summary>
internal static class EffectText
{
    public static string Of(RefundEffect effect, Texts texts, ReaderTime time, TimeZoneInfo zone) =>
        texts[effect.Text, [.. effect.Args.Select(a => Shown(a, texts, time, zone))]];

    public static string Of(SaleNote note, Texts texts, ReaderTime time, TimeZoneInfo zone) =>
        texts[note.Text, [.. note.Args.Select(a => Shown(a, texts, time, zone))]];

    private static object Shown(object argument, Texts texts, ReaderTime time, TimeZoneInfo zone) => argument switch
    {
        DateTime at => time.Date(at, zone),
        Money money => money.Format(texts.Language),
        _ => argument,
    };
}
