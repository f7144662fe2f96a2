namespace Guildhall.Communities.Checklists;

/// <summary>For authors and small teams who sell what they write.</summary>
internal static class PaidKnowledgeAdvice
{
    public static readonly Advice[] All =
    [
        new("People pay for a change in their work, not for articles. Write down who they are, where they stand before and after a year with you, and what that is worth to them.",
            "Who pays, from whose budget, and instead of what?",
            "What can a member do after a year that they could not do before?",
            "How many paying members by when make this worth your time?"),
        new("Before anyone pays, walk the whole road yourself: buy the tier with the test processor, read, refund. Then set up a way of paying that takes real money, and switch the test processor off.",
            "Which payment methods do your readers have: WeChat Pay, Alipay, PayPal, cards?",
            "Which prices for a month and a year, and why these?",
            "What is your refund rule, in one sentence?"),
        new("Promise only the rhythm that you can keep in a bad month. Open three pieces that show the quality, keep the series behind the tier, and put the divider where the reader wants to go on.",
            "Which series, how many parts, on which weekday?",
            "Which three pieces are open, and what do they prove?",
            "What do you publish in a week in which you can't write?"),
        new("The first fifty decide the tone and tell you what it is worth. Invite readers who already thank you, give them the founders’ price, and ask what they would miss.",
            "Who has thanked you for something that you wrote?",
            "What do founders get, and until when?",
            "What will you ask them after two weeks?"),
        new("A quiet place with someone in it. Answer at a known time, read one member’s case together each month, and keep what is told inside.",
            "When are you there, every week, at a known hour?",
            "Which monthly activity do members prepare for?",
            "How do you keep members’ cases confidential?"),
        new("The best advertisement is a finished open article with a clear end: here it goes on for members. Let partners recommend you only to readers whom it suits.",
            "Which open article leads to which tier?",
            "Who recommends you, and what do they get for it?",
            "What do you measure: readers, paywalls met, purchases?"),
    ];
}
