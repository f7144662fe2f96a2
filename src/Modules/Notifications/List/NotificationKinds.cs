namespace Guildhall.Notifications.List;

/// <summary>What members are told of. Each kind can be switched off for each channel; the words are stored and shown in settings.</summary>
internal static class NotificationKinds
{
    public const string Article = "article", Order = "order", Membership = "membership", Standing = "standing", Operator = "operator",
        Security = "security", Mention = "mention", Reply = "reply", Topic = "topic", Report = "report", Message = "message",
        Bot = "bot", Points = "points", Course = "course", Session = "session";

    public static readonly IReadOnlyList<string> All =
        [Mention, Reply, Message, Topic, Article, Course, Session, Order, Membership, Standing, Report, Points, Operator, Security, Bot];

    /// <summary>The kind's name among the kinds of optional mail.</summary>
    public static string Mail(string kind) => "notify." + kind;

    /// <summary>Kinds that tell of a thing which its reader may have lost sight of since.</summary>
    public static bool TellsOfThing(string kind) => kind is Article or Course or Session or Mention or Reply or Topic or Message;

    /// <returns>A text key.</returns>
    public static string Text(string kind) => kind switch
    {
        Mention => "Somebody mentions you",
        Reply => "Replies to you",
        Message => "Somebody writes to you in a conversation",
        Topic => "News in topics and spaces that you watch",
        Article => "New articles in columns you follow",
        Course => "News in courses you take",
        Session => "Live sessions you come to, and draws you win",
        Order => "Updates on your orders",
        Membership => "Your membership ends soon",
        Standing => "Decisions by operators about you",
        Report => "What came of your reports",
        Points => "Levels, badges and rewards",
        Operator => "Items that need an operator",
        Security => "Account security",
        Bot => "Greetings and reminders by the community's bots",
        _ => kind,
    };
}
