using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Ui;
using Guildhall.Kernel.Ui.Reading;

namespace Guildhall.Memberships.Explaining;

/// <summary>Writes links of a decision's chain in the reader's language, on the community's clock.</summary>
internal sealed class ReasonText(Texts texts, ReaderTime time)
{
    public string Write(Reason reason, TimeZoneInfo zone, Func<Thing, string> nameOf) =>
        texts[reason.Text, [.. reason.Args.Select(a => Write(a, zone, nameOf))]];

    public string Title(DocumentTitle title) => texts[title.Text, [.. title.Args]];

    /// <summary>A thing that no module names.</summary>
    public string Unnamed(Thing thing) => $"{texts[thing.Kind.Replace('_', ' ')]} #{thing.Id}";

    private object Write(object argument, TimeZoneInfo zone, Func<Thing, string> nameOf) => argument switch
    {
        DateTime at => time.DateAndTime(at, zone),
        Thing thing => nameOf(thing),
        string name => texts[Words.GetValueOrDefault(name, name)],
        _ => argument,
    };

    /// <summary>What permissions are called among people.</summary>
    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        [Permissions.ManageCommunity] = "manage the community",
        [Permissions.WriteContent] = "write and publish",
        [Permissions.ManageMembers] = "manage members",
        [Permissions.ReadMoney] = "see orders and the ledger",
        [Permissions.Refund] = "refund orders",
        [Permissions.ReadInsights] = "see the numbers",
        [Permissions.Operate] = "operate the installation",
        [Permissions.ReadEverything] = "read everything",
    };
}
