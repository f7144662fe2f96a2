using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Http;

namespace Guildhall.Communities.Spaces;

/// <summary>In which order a column shows its articles, and how many it shall have in the end.</summary>
/// <param name="Planned"><c>null</c> where nobody says.</param>
internal sealed record NewSorting(SpaceSorting Sorting, int? Planned)
{
    public NewSorting Check() =>
        !Enum.IsDefined(Sorting) ? throw Refused.AtField("sorting", "sorting_unknown", "Choose how articles are ordered.")
        : Planned is < 1 or > Space.MaxPlanned
            ? throw Refused.AtField("planned", "planned_bad", "A column has 1 to {0} articles; leave it empty if you do not know.", Space.MaxPlanned)
        : this;
}
