using System.ComponentModel;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Values;

namespace Guildhall.Communities.Opening;

/// <summary>How the kinds are told to who chooses one. Texts are keys of the catalogue.</summary>
/// <param name="Name">Its short name.</param>
/// <param name="For">Whom it suits and how it lives.</param>
/// <param name="Earns">What it sells.</param>
internal sealed record KindText(
    CommunityKind Kind, string Icon, [Localizable(true)] string Name, [Localizable(true)] string For, [Localizable(true)] string Earns)
{
    public static readonly IReadOnlyList<KindText> All =
    [
        new(CommunityKind.Technical, "code", "Technical community",
            "For a project, a language or a company's engineers. Most of it is open; people come for answers and stay for the depth.",
            "Sells deep dives and a seat at the workshop."),
        new(CommunityKind.PaidKnowledge, "book", "Paid knowledge community",
            "For an author or a small team that writes regularly. A few open articles show the quality; the series and cases are for members.",
            "Sells membership by month and year."),
        new(CommunityKind.Shop, "cart", "Shop with a community",
            "For makers who sell courses, templates, tools or books. Product pages and guides are open; customers get the library that belongs to them.",
            "Sells access to the customers' library and works with resellers."),
    ];

    /// <summary>As forms post it.</summary>
    public string Value => EnumWords.Of(Kind);

    public static KindText Of(CommunityKind kind) => All.Single(k => k.Kind == kind);

    public static CommunityKind? Parse(string? value) => EnumWords.Read<CommunityKind>(value);
}
