package org.phasor.lsl;

import java.nio.charset.StandardCharsets;

/**
 * A discovery datagram.
 *
 * @param query XPath, empty for all
 * @param returnPort where on the asking host the answer goes
 * @param id a token to be echoed
 */
record ShortInfoRequest(String query, int returnPort, String id) {

    /** Null when it is none. */
    static ShortInfoRequest parse(String datagram) {
        String[] lines = datagram.split("\n", 3);
        if (lines.length < 3 || !lines[0].strip().equals("LSL:shortinfo")) {
            return null;
        }
        String[] words = lines[2].strip().split("\\s+", 3);
        try {
            int port = Integer.parseInt(words[0]);
            String id = words.length > 1 ? words[1] : "";
            return port < 1 || port > 65_535 ? null : new ShortInfoRequest(lines[1].strip(), port, id);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    byte[] toBytes() {
        return ("LSL:shortinfo\r\n" + query + "\r\n" + returnPort + " " + id + "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    byte[] reply(byte[] shortXml) {
        byte[] head = (id + "\r\n").getBytes(StandardCharsets.UTF_8);
        byte[] reply = new byte[head.length + shortXml.length];
        System.arraycopy(head, 0, reply, 0, head.length);
        System.arraycopy(shortXml, 0, reply, head.length, shortXml.length);
        return reply;
    }
}
