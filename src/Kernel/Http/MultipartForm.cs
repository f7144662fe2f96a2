using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Guildhall.Kernel.Http;

/// <summary>
/// multipart/form-data (RFC 7578): parts between boundaries, each a field or a file. The platform's reader puts no limit on a field of
/// this kind: it reads fifty megabytes of text into memory, where they become several hundred. This one stops at the limit.
/// </summary>
internal sealed class MultipartForm(HttpRequest request, FormLimits limits) : IFormFeature
{
    // As the platform has them: files below the first stay in memory, and no boundary is longer than the second (RFC 2046 has 70).
    private const int InMemory = 64 * 1024, MaxBoundary = 128;

    private readonly FormFileCollection _files = [];
    private KeyValueAccumulator _fields;
    private Task<IFormCollection>? _reading;
    private long _text;

    public bool HasFormContentType => true;

    public IFormCollection? Form { get; set; }

    public IFormCollection ReadSoFar => _fields.HasValues ? new FormCollection(_fields.GetResults()) : FormCollection.Empty;

    public IFormCollection ReadForm() => Form ?? throw new InvalidOperationException("A form is read without blocking: ReadFormAsync.");

    public Task<IFormCollection> ReadFormAsync(CancellationToken cancellationToken) =>
        Form is { } form ? Task.FromResult(form) : _reading ??= ReadAsync(cancellationToken);

    private async Task<IFormCollection> ReadAsync(CancellationToken cancel)
    {
        var reader = new MultipartReader(Boundary(), request.Body);
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            for (var parts = 0; await reader.ReadNextSectionAsync(cancel) is { } part; parts++)
            {
                if (parts == FormLimits.MaxParts)
                    throw FormLimits.FormTooLarge();
                if (!ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition))
                    throw new InvalidDataException("A part of the form does not say which field it is.");
                if (disposition.IsFileDisposition())
                    _files.Add(await FileAsync(new FileMultipartSection(part, disposition), buffer, cancel));
                else if (disposition.IsFormDisposition() && new FormMultipartSection(part, disposition).Name is var field)
                    _fields.Append(field, await TextAsync(field, part.Body, buffer, cancel));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        return Form = new FormCollection(_fields.HasValues ? _fields.GetResults() : [], _files);
    }

    private string Boundary()
    {
        var type = MediaTypeHeaderValue.TryParse(request.ContentType, out var parsed) ? parsed : null;
        var boundary = HeaderUtilities.RemoveQuotes(type?.Boundary ?? default).ToString();
        return boundary.Length is > 0 and <= MaxBoundary ? boundary : throw new InvalidDataException("The form has no usable boundary.");
    }

    private async Task<string> TextAsync(string field, Stream body, byte[] buffer, CancellationToken cancel)
    {
        using var text = new MemoryStream();
        while (await body.ReadAsync(buffer, cancel) is var read and > 0)
        {
            _text += read;
            if (text.Length + read > limits.Field)
                throw FormLimits.FieldTooLarge(field, limits.Field);
            if (_text > limits.Text)
                throw FormLimits.FormTooLarge();
            text.Write(buffer, 0, read);
        }
        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    private async Task<FormFile> FileAsync(FileMultipartSection part, byte[] buffer, CancellationToken cancel)
    {
        var folder = Environment.GetEnvironmentVariable("ASPNETCORE_TEMP") ?? Path.GetTempPath();
        var file = new FileBufferingReadStream(part.Section.Body, InMemory, bufferLimit: null, folder);
        request.HttpContext.Response.RegisterForDisposeAsync(file);
        long length = 0;
        while (await file.ReadAsync(buffer, cancel) is var read and > 0)
        {
            length += read;
            if (length > limits.File)
                throw FormLimits.FileTooLarge(part.Name, limits.File);
        }
        return new FormFile(file, 0, length, part.Name, part.FileName) { Headers = new HeaderDictionary(part.Section.Headers) };
    }
}
