using System.Net.Http.Headers;
using AngleSharp.Html.Dom;

namespace Guildhall.App.Tests.Hosting;

/// <summary>A file for a file field.</summary>
public sealed record Upload(string FileName, byte[] Content, string ContentType = "application/octet-stream");

/// <summary>Fills and sends a form by the rules of HTML: hidden fields, defaults, checked boxes and chosen options go along.</summary>
internal static class FormFilling
{
    public static IHtmlFormElement Find(IHtmlDocument page, (string Name, object Value)[] fields)
    {
        var name = fields[0].Name;
        return page.Forms.FirstOrDefault(form => NamesOf(form).Contains(name))
            ?? throw new InvalidOperationException($"No form has a field {name}. Fields: {string.Join(", ", page.Forms.SelectMany(NamesOf).Distinct())}");
    }

    public static HttpRequestMessage Request(IHtmlFormElement form, Uri page, (string Name, object Value)[] fields)
    {
        var missing = fields.Select(f => f.Name).Except(NamesOf(form)).ToList();
        Assert.True(missing.Count == 0, $"The form has no field {string.Join(", ", missing)}; it has {string.Join(", ", NamesOf(form))}.");

        var values = Defaults(form).Where(d => fields.All(f => f.Name != d.Name)).Select(d => (d.Name, Value: (object)d.Value))
            .Concat(fields).ToList();
        var action = form.GetAttribute("action") is { Length: > 0 } given ? new Uri(page, given) : page;
        if (!string.Equals(form.GetAttribute("method"), "post", StringComparison.OrdinalIgnoreCase))
        {
            var query = string.Join('&', values.Select(v => $"{Uri.EscapeDataString(v.Name)}={Uri.EscapeDataString(v.Value.ToString()!)}"));
            return new HttpRequestMessage(HttpMethod.Get, new UriBuilder(action) { Query = query }.Uri);
        }
        return new HttpRequestMessage(HttpMethod.Post, action) { Content = Body(form, values) };
    }

    private static HttpContent Body(IHtmlFormElement form, List<(string Name, object Value)> values)
    {
        if (form.GetAttribute("enctype") != "multipart/form-data")
            return new FormUrlEncodedContent(values.Select(v => KeyValuePair.Create(v.Name, v.Value.ToString())));
        var parts = new MultipartFormDataContent();
        foreach (var (name, value) in values)
        {
            if (value is Upload file)
            {
                var content = new ByteArrayContent(file.Content);
                content.Headers.ContentType = MediaTypeHeaderValue.Parse(file.ContentType);
                parts.Add(content, name, file.FileName);
            }
            else
            {
                parts.Add(new StringContent(value.ToString()!), name);
            }
        }
        return parts;
    }

    private static HashSet<string> NamesOf(IHtmlFormElement form) =>
        [.. form.Elements.Select(e => e.GetAttribute("name")).OfType<string>()];

    private static IEnumerable<(string Name, string Value)> Defaults(IHtmlFormElement form)
    {
        foreach (var element in form.Elements)
        {
            if (element.GetAttribute("name") is not { Length: > 0 } name || element.HasAttribute("disabled"))
                continue;
            switch (element)
            {
                case IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false }:
                case IHtmlInputElement { Type: "submit" or "file" or "button" or "image" }:
                case IHtmlButtonElement:
                    continue;
                case IHtmlInputElement input:
                    yield return (name, input.Value);
                    break;
                case IHtmlTextAreaElement area:
                    yield return (name, area.Value);
                    break;
                case IHtmlSelectElement select:
                    foreach (var option in select.SelectedOptions)
                        yield return (name, option.Value);
                    break;
            }
        }
    }
}
