namespace Guildhall.Mail.Refusals;

/// <summary>What a kind of optional mail is about, in a person's words.</summary>
internal static class MailKinds
{
    /// <returns>A text key; the kind itself where nobody described it yet.</returns>
    public static string Text(string kind) => kind switch
    {
        "receipt" => "Receipts for what you buy",
        "notify.article" => "New articles in columns that you follow",
        "notify.order" => "News of your orders",
        "notify.membership" => "Your membership ends soon",
        "notify.operator" => "Matters that wait for an operator",
        "notify.security" => "Security of your account",
        _ => kind,
    };
}
