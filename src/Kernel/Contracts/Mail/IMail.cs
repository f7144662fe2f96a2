using System.Text.Json.Serialization;

namespace Guildhall.Kernel.Contracts.Mail;

/// <summary>Sends mail, once the operator has configured a server for it. Without one everything else works as before.</summary>
public interface IMail
{
    /// <summary>Whether a mail server is configured. Where it is not, pages offer no way that ends in a mail.</summary>
    ValueTask<bool> IsOnAsync(CancellationToken cancel = default);

    /// <summary>
    /// Puts a mail into the work queue with the caller's next save (<c>db.SaveChangesAsync</c>); it goes out once for each key. Nothing
    /// goes out to a member who has refused the kind, nor while mail is off: receipts and links wait for a server as long as they matter,
    /// all else is let go.
    /// </summary>
    void Send(OutgoingMail mail);
}

/// <summary>A mail to one person, in that person's language.</summary>
/// <param name="Kind">What it is about, e.g. "receipt"; the person may unsubscribe from each kind that has <paramref
/// name="Optional"/>.</param>
/// <param name="Key">Unique within the kind, at most 160 characters: the second mail with the same key is not sent.</param>
/// <param name="MemberId">Whose mail it is; <c>null</c> for an address that belongs to no member.</param>
/// <param name="To">The address.</param>
/// <param name="Language">"zh" or "en".</param>
/// <param name="Subject">Plain text of one line, already in that language.</param>
/// <param name="Body">Already in that language; text and HTML are made from it by one template.</param>
/// <param name="CommunityId">Whose name and colour it carries; 0 for the installation.</param>
/// <param name="Optional">Carries one-click unsubscribe (RFC 8058); <c>false</c> for what the person has just asked for or must
/// know.</param>
public sealed record OutgoingMail(
    string Kind, string Key, long? MemberId, string To, string Language, string Subject, IReadOnlyList<MailPart> Body, long CommunityId = 0,
    bool Optional = false);

/// <summary>A part of a mail's body.</summary>
[JsonPolymorphic]
[JsonDerivedType(typeof(Paragraph), "paragraph")]
[JsonDerivedType(typeof(Action), "action")]
[JsonDerivedType(typeof(Table), "table")]
[JsonDerivedType(typeof(Note), "note")]
public abstract record MailPart
{
    private MailPart() { }

    /// <summary>A paragraph of plain text.</summary>
    public sealed record Paragraph(string Text) : MailPart;

    /// <summary>A link that stands out; the text version shows the address below the words.</summary>
    /// <param name="Text">What happens behind it.</param>
    /// <param name="Path">Local path on this site, such as <c>/account</c>; the template adds the public address.</param>
    public sealed record Action(string Text, string Path) : MailPart;

    /// <summary>Labels with values, such as the lines of a receipt.</summary>
    public sealed record Table(IReadOnlyList<MailRow> Rows) : MailPart;

    /// <summary>Less important words, such as what to do if one did not ask for this.</summary>
    public sealed record Note(string Text) : MailPart;
}

/// <summary>A row of a table in a mail.</summary>
public sealed record MailRow(string Label, string Value);
