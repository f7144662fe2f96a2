using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Guildhall.Kernel.Contracts.Communities;
using Guildhall.Kernel.Contracts.Mail;
using Guildhall.Kernel.Ui;

namespace Guildhall.Mail.Sending;

/// <summary>
/// The one template of all mails: the same parts as text and as HTML. Mail programs know tables and inline styles, and little else.
/// </summary>
/// <param name="address">The site's public address, without a slash at its end.</param>
/// <param name="refuse">Address of the page that refuses this kind of mail; <c>null</c> where it may not be refused.</param>
internal sealed class MailTemplate(OutgoingMail mail, string address, CommunityInfo? community, string? refuse)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private const string Ink = "#1f1d1a", Muted = "#6b665e", Paper = "#f7f4ee", Line = "#e4dfd5", Seal = "#a33b2f";

    private bool IsChinese => mail.Language == Kernel.Ui.Language.Chinese;

    /// <summary>For a lang attribute and Content-Language.</summary>
    public string Language => IsChinese ? "zh-CN" : "en";

    private string Sender => community?.Name ?? "Guildhall";

    private string WhyText => IsChinese ? "不想再收到这类邮件？" : "Rather not get mails of this kind?";

    private string RefuseText => IsChinese ? "退订" : "Unsubscribe";

    public string Text()
    {
        var text = new StringBuilder();
        foreach (var part in mail.Body)
        {
            text.AppendLine(part switch
            {
                MailPart.Paragraph paragraph => paragraph.Text,
                MailPart.Action action => $"{action.Text}:\n{address}{action.Path}",
                MailPart.Table table => string.Join('\n', table.Rows.Select(r => $"{r.Label}: {r.Value}")),
                MailPart.Note note => note.Text,
                _ => "",
            }).AppendLine();
        }
        text.Append("-- \n").AppendLine(Sender).AppendLine(address);
        if (refuse is not null)
            text.AppendLine($"{WhyText} {refuse}");
        return text.ToString().ReplaceLineEndings("\n");
    }

    public string Html()
    {
        var html = new StringBuilder();
        html.Append($"""<!doctype html><html lang="{Language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>{E(mail.Subject)}</title></head>""");
        html.Append($"""<body style="margin:0;padding:24px 12px;background:{Paper};color:{Ink};font:16px/1.7 -apple-system,'Segoe UI','PingFang SC','Microsoft YaHei',sans-serif">""");
        html.Append($"""<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;margin:0 auto;background:#fffdf9;border:1px solid {Line};border-radius:8px"><tr><td style="padding:28px 28px 20px">""");
        html.Append($"""<p style="margin:0 0 20px;font:600 18px/1.4 Georgia,'Songti SC',serif;color:{Seal}">{E(Sender)}</p>""");
        foreach (var part in mail.Body)
            html.Append(PartHtml(part));
        html.Append("</td></tr></table>");
        html.Append($"""<p style="max-width:560px;margin:16px auto 0;font-size:13px;color:{Muted};text-align:center"><a style="color:{Muted}" href="{E(address)}">{E(new Uri(address).Authority)}</a>""");
        if (refuse is not null)
            html.Append($""" · {E(WhyText)} <a style="color:{Muted}" href="{E(refuse)}">{E(RefuseText)}</a>""");
        return html.Append("</p></body></html>").ToString();
    }

    private string PartHtml(MailPart part) => part switch
    {
        MailPart.Paragraph paragraph => $"""<p style="margin:0 0 16px">{E(paragraph.Text)}</p>""",
        MailPart.Action action =>
            $"""<p style="margin:24px 0"><a href="{E(address + action.Path)}" style="display:inline-block;padding:10px 20px;background:{Seal};color:#ffffff;border-radius:6px;text-decoration:none;font-weight:600">{E(action.Text)}</a></p>""",
        MailPart.Table table =>
            $"""<table width="100%" cellpadding="0" cellspacing="0" style="margin:0 0 16px;border-collapse:collapse">{string.Concat(table.Rows.Select(RowHtml))}</table>""",
        MailPart.Note note => $"""<p style="margin:16px 0 0;font-size:14px;color:{Muted}">{E(note.Text)}</p>""",
        _ => "",
    };

    private static string RowHtml(MailRow row) =>
        $"""<tr><th scope="row" align="left" style="padding:6px 12px 6px 0;border-bottom:1px solid {Line};font-weight:400;color:{Muted}">{E(row.Label)}</th><td align="right" style="padding:6px 0;border-bottom:1px solid {Line}">{E(row.Value)}</td></tr>""";

    private static string E(string text) => Encoder.Encode(text);
}
