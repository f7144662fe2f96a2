namespace Guildhall.Notifications.List;

/// <summary>What members are told of. Each kind can be switched off for each channel; the words are stored and shown in settings.</summary>
internal static class NotificationKinds
{
    public const string Article = "article", Order = "order", Membership = "membership", Operator = "operator", Security = "security";

    public static readonly IReadOnlyList<string> All = [Article, Order, Membership, Operator, Security];

    /// <summary>The kind's name among the kinds of optional mail.</summary>
    public static string Mail(string kind) => "notify." + kind;

    /// <returns>A text key.</returns>
    public static string Text(string kind) => kind switch
    {
        Article => "New articles in columns that you follow",
        Order => "News of your orders",
        Membership => "Your membership ends soon",
        Operator => "Matters that wait for an operator",
        Security => "Security of your account",
        _ => kind,
    };
}
