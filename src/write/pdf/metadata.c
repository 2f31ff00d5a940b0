/* The XMP packet: what the file says of itself. */
#include <string.h>

#include "base/str.h"
#include "write/pdf/assembly.h"

static const char head[] =
    "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
    "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
    "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
    "<rdf:Description rdf:about=\"\""
    " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
    " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\""
    " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\""
    " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\""
    " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n";

/* PDF/A-2 knows no pdfuaid unless the packet explains it. */
static const char extension[] =
    "<rdf:Description rdf:about=\"\""
    " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
    " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\""
    " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
    "<pdfaExtension:schemas><rdf:Bag>"
    "<rdf:li rdf:parseType=\"Resource\">\n"
    "<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\n"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/"
    "</pdfaSchema:namespaceURI>\n"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
    "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n"
    "<pdfaProperty:name>part</pdfaProperty:name>\n"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n"
    "<pdfaProperty:category>internal</pdfaProperty:category>\n"
    "<pdfaProperty:description>part of ISO 14289 that the file follows"
    "</pdfaProperty:description>\n"
    "</rdf:li></rdf:Seq></pdfaSchema:property>\n"
    "</rdf:li></rdf:Bag></pdfaExtension:schemas>\n"
    "</rdf:Description>\n";

static const char tail[] = "</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>";

static const char ua1[] = "<pdfaid:part>2</pdfaid:part>\n"
                          "<pdfaid:conformance>A</pdfaid:conformance>\n"
                          "<pdfuaid:part>1</pdfuaid:part>\n";

static const char ua2[] = "<pdfaid:part>4</pdfaid:part>\n"
                          "<pdfaid:rev>2020</pdfaid:rev>\n"
                          "<pdfuaid:part>2</pdfuaid:part>\n"
                          "<pdfuaid:rev>2024</pdfuaid:rev>\n";

static void
put_escaped(struct buf *out, const char *text)
{
	for (; *text != '\0'; text++) {
		if (*text == '&')
			buf_puts(out, "&amp;");
		else if (*text == '<')
			buf_puts(out, "&lt;");
		else if (*text == '>')
			buf_puts(out, "&gt;");
		else
			buf_putc(out, *text);
	}
}

/* <name>opening text closing</name>, if there is a text. */
static void
put_property(
    struct buf *out, const char *name, const char *list, const char *text)
{
	if (text == NULL || text[0] == '\0')
		return;
	buf_printf(out, "<%s>", name);
	if (list != NULL)
		buf_printf(out, "<rdf:%s><rdf:li%s>", list,
		    str_eq(list, "Alt") ? " xml:lang=\"x-default\"" : "");
	put_escaped(out, text);
	if (list != NULL)
		buf_printf(out, "</rdf:li></rdf:%s>", list);
	buf_printf(out, "</%s>\n", name);
}

/* "2023", "2023-07" or "2023-07-01"; XMP knows no others without a time. */
static bool
is_date(const char *date)
{
	static const char pattern[] = "0000-00-00";
	size_t n = strlen(date);

	if (n != 4 && n != 7 && n != 10)
		return false;
	for (size_t i = 0; i < n; i++)
		if (pattern[i] == '-' ? date[i] != '-'
		                      : date[i] < '0' || date[i] > '9')
			return false;
	return true;
}

void
put_metadata(struct buf *out, const struct document *document, bool is_ua2)
{
	const char *date = document->date;

	buf_puts(out, head);
	put_property(out, "dc:title", "Alt", document->title);
	put_property(out, "dc:description", "Alt", document->description);
	put_property(out, "dc:creator", "Seq", document->organisation);
	put_property(out, "dc:language", "Bag", document->lang);
	if (date != NULL && is_date(date)) {
		put_property(out, "xmp:CreateDate", NULL, date);
		put_property(out, "xmp:ModifyDate", NULL, date);
	}
	put_property(out, "xmp:CreatorTool", NULL, "everyread " VERSION);
	put_property(out, "pdf:Producer", NULL, "everyread " VERSION);
	buf_puts(out, is_ua2 ? ua2 : ua1);
	buf_puts(out, "</rdf:Description>\n");
	if (!is_ua2)
		buf_puts(out, extension);
	buf_puts(out, tail);
}
