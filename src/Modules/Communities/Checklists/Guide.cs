namespace Guildhall.Communities.Checklists;

/// <summary>The steps from an empty community to one with life in it.</summary>
internal static class Guide
{
    public const string Positioning = "positioning", Tools = "tools", Content = "content", FirstMembers = "first-members", Atmosphere = "atmosphere", Promotion = "promotion";

    public static readonly IReadOnlyList<string> Steps = [Positioning, Tools, Content, FirstMembers, Atmosphere, Promotion];
}
