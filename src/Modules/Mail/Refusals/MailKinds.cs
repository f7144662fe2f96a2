namespace Guildhall.Mail.Refusals;

/// <summary>What a kind of optional mail is about, in a person's words.</summary>
internal static class MailKinds
{
    /// <returns>A text key; the kind itself where nobody described it yet.</returns>
    public static string Text(string kind) => kind switch
    {
        "receipt" => "Receipts for what you buy",
        "notify.mention" => "Somebody mentions you",
        "notify.reply" => "Replies to you",
        "notify.message" => "Somebody writes to you in a conversation",
        "notify.topic" => "News in topics and spaces that you watch",
        "notify.article" => "New articles in columns you follow",
        "notify.course" => "News in courses you take",
        "notify.session" => "Live sessions you come to, and draws you win",
        "notify.points" => "Levels, badges and rewards",
        "notify.order" => "Updates on your orders",
        "notify.membership" => "Your membership ends soon",
        "notify.standing" => "Decisions by operators about you",
        "notify.report" => "What came of your reports",
        "notify.operator" => "Items that need an operator",
        "notify.security" => "Account security",
        "notify.bot" => "Greetings and reminders by the community's bots",
        _ => kind,
    };
}
