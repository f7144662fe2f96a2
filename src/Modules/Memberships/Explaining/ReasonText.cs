using Guildhall.Kernel.Contracts;
using Guildhall.Kernel.Contracts.Memberships;
using Guildhall.Kernel.Contracts.Things;
using Guildhall.Kernel.Http;
using Guildhall.Kernel.Ui;
using Guildhall.Kernel.Ui.Reading;

namespace Guildhall.Memberships.Explaining;

/// <summary>Writes links of a decision's chain in the reader's language, on the community's clock.</summary>
internal sealed class ReasonText(Texts texts, ReaderTime time, ModuleCatalogue modules)
{
    public string Write(Reason reason, TimeZoneInfo zone, Func<Thing, string> nameOf) =>
        texts[reason.Text, [.. reason.Args.Select(a => Write(a, zone, nameOf))]];

    public string Title(NamedThing title) => texts[title.Name.Text, [.. title.Name.Args]];

    /// <summary>A thing that no module names.</summary>
    public string Unnamed(Thing thing) => $"{texts[thing.Kind.Replace('_', ' ')]} #{thing.Id}";

    private object Write(object argument, TimeZoneInfo zone, Func<Thing, string> nameOf) => argument switch
    {
        DateTime at => time.DateAndTime(at, zone),
        Thing thing => nameOf(thing),
        string name => texts[modules.Permissions.Find(name)?.Text ?? name],
        _ => argument,
    };
}
