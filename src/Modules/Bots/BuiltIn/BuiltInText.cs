namespace Guildhall.Bots.BuiltIn;

/// <summary>What built-in bots are called, as text keys.</summary>
internal static class BuiltInText
{
    public static string Name(BuiltInKind kind) => kind switch
    {
        BuiltInKind.Welcome => Texts.Welcome,
        BuiltInKind.Questions => Texts.Questions,
        _ => Texts.Rules,
    };

    public static string About(BuiltInKind kind) => kind switch
    {
        BuiltInKind.Welcome => Texts.AboutWelcome,
        BuiltInKind.Questions => Texts.AboutQuestions,
        _ => Texts.AboutRules,
    };

    private static class Texts
    {
        public const string Welcome = "Welcome", Questions = "Question reminder", Rules = "Rules",
            AboutWelcome = "Greets new members with a notification or in a channel.",
            AboutQuestions = "Notifies likely experts when a question has waited too long.",
            AboutRules = "Links to the rules after a member's first post, and on /rules in chat.";
    }
}
