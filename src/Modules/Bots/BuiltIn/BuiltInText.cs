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
            AboutWelcome = "Greets who has just joined, by a notification or in a channel.",
            AboutQuestions = "Tells those who are likely to know the answer of a question that has waited for long.",
            AboutDigest = "Tells every day or every week what was discussed, what waits for an answer and what was published.",
            AboutRules = "Names the rules after a member's first post, and on /rules in chat.";
    }
}
