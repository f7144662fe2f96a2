using System.ComponentModel;
using Guildhall.Kernel.Contracts.Communities;

namespace Guildhall.Communities.Checklists;

/// <summary>The steps from an empty community to one with life in it, told for its kind. All texts are keys of the catalogue.</summary>
internal static class Guide
{
    public const string Positioning = "positioning", Tools = "tools", Content = "content", FirstMembers = "first-members",
        Atmosphere = "atmosphere", Promotion = "promotion";

    /// <summary>In the order in which they are best done.</summary>
    public static readonly IReadOnlyList<string> Steps = [Positioning, Tools, Content, FirstMembers, Atmosphere, Promotion];

    public static IReadOnlyList<GuideStep> For(CommunityKind kind)
    {
        var advice = AdviceFor(kind);
        return
        [
            new(Positioning, "Positioning and goals", advice[0],
                [new("Describe who it's for", "manage/settings#field-positioning"), new("Set goals", "manage/settings#field-goals")]),
            new(Tools, "Tools", advice[1], [new("Tiers and prices", "manage/tiers"), new("Payments", "manage/orders")]),
            new(Content, "Content plan", advice[2],
                [new("Spaces", "manage/spaces"), new("Write an article", "manage/articles/new"), new("Import Markdown", "manage/import")]),
            new(FirstMembers, "First members", advice[3], [new("Members", "manage/members")]),
            new(Atmosphere, "Atmosphere: rules and activities", advice[4], [new("Edit the rules", "manage/rules")]),
            new(Promotion, "Promotion", advice[5], [new("View as a visitor", "")]),
        ];
    }

    private static Advice[] AdviceFor(CommunityKind kind) => kind switch
    {
        CommunityKind.Technical => TechnicalAdvice.All,
        CommunityKind.PaidKnowledge => PaidKnowledgeAdvice.All,
        _ => ShopAdvice.All,
    };
}

/// <param name="Links">Where in the product it is done.</param>
public sealed record GuideStep(string Key, [Localizable(true)] string Title, Advice Advice, IReadOnlyList<GuideLink> Links);

/// <param name="Path">Below the community's address.</param>
public sealed record GuideLink([Localizable(true)] string Text, string Path);

/// <param name="Text">What to do and why.</param>
/// <param name="Questions">What to answer in the notes.</param>
public sealed record Advice([Localizable(true)] string Text, [Localizable(true)] params string[] Questions);
