using System.ComponentModel;

namespace Guildhall.Moderation.Reports;

/// <summary>What is wrong with a thing, as reporters and moderators say.</summary>
public enum ReportReason
{
    Spam,
    Abuse,
    OffTopic,
    Illegal,

    /// <summary>Paid content was copied to where others read it.</summary>
    CopiedContent,

    /// <summary>Said in the note.</summary>
    Other,
}

internal static class ReportReasons
{
    /// <returns>A text key.</returns>
    [Localizable(true)]
    public static string Text(ReportReason reason) => reason switch
    {
        ReportReason.Spam => "Spam or advertising",
        ReportReason.Abuse => "Insults or harassment",
        ReportReason.OffTopic => "Does not belong here",
        ReportReason.Illegal => "Illegal content",
        ReportReason.CopiedContent => "Copies paid content",
        _ => "Something else",
    };
}
