namespace Guildhall.Bots.BuiltIn;

/// <summary>What built-in bots are called, as text keys.</summary>
internal static class BuiltInText
{
    public static string Name(BuiltInKind kind) => kind switch
    {
        BuiltInKind.Welcome => Texts.Welcome,
        BuiltInKind.Questions => Texts.Questions,
        BuiltInKind.Digest => Texts.Digest,
        _ => Texts.Rules,
    };

    public static string About(BuiltInKind kind) => kind switch
    {
        BuiltInKind.Welcome => Texts.AboutWelcome,
        BuiltInKind.Questions => Texts.AboutQuestions,
        BuiltInKind.Digest => Texts.AboutDigest,
        _ => Texts.AboutRules,
    };

    private static class Texts
    {
        public const string Welcome = "Welcome", Questions = "Question reminder", Rules = "Rules", Digest = "Digest",
            AboutWelcome = "Greets new members with a notification or in a channel.",
            AboutQuestions = "Notifies likely experts when a question has waited too long.",
            AboutDigest = "Posts a daily or weekly summary of discussions, unanswered questions and new articles.",
            AboutRules = "Links to the rules after a member's first post, and on /rules in chat.";
    }
}
