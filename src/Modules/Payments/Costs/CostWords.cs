using System.Globalization;
using Guildhall.Kernel.Ui;
using Guildhall.Kernel.Ui.Forms;
using Guildhall.Kernel.Values;

namespace Guildhall.Payments.Costs;

/// <summary>What costs and their parts are called on screen.</summary>
internal static class CostWords
{
    public static string Kind(CostKind kind, Texts T) => kind switch
    {
        CostKind.Production => T["Content production"],
        CostKind.Marketing => T["Marketing"],
        _ => T["Operation of the site"],
    };

    public static string From(PaidFrom from, Texts T) => from switch
    {
        PaidFrom.Bank => T["Bank account"],
        PaidFrom.Cash => T["Cash"],
        _ => T["Not paid yet"],
    };

    public static IReadOnlyList<Choice> Kinds(Texts T) =>
        [.. Enum.GetValues<CostKind>().Select(k => new Choice(EnumWords.Of(k), Kind(k, T)))];

    public static IReadOnlyList<Choice> Sources(Texts T) =>
        [.. Enum.GetValues<PaidFrom>().Select(f => new Choice(EnumWords.Of(f), From(f, T)))];

    /// <param name="thousandths">As it is stored.</param>
    public static string Quantity(long thousandths, Texts T) => Number(thousandths).ToString("#,0.###", T.Culture);

    public static decimal Number(long thousandths) => thousandths / 1000m;

    public static string Plain(long thousandths) => Number(thousandths).ToString("0.###", CultureInfo.InvariantCulture);
}
