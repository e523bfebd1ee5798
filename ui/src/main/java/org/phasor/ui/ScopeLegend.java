package org.phasor.ui;

import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;
import javafx.scene.shape.Polygon;
import javafx.scene.shape.Rectangle;

/** What the marks of the plot mean. */
final class ScopeLegend extends HBox {

    ScopeLegend(boolean hasPhase) {
        getStyleClass().add("legend");
        setAlignment(Pos.CENTER_RIGHT);
        getChildren()
                .addAll(
                        entry(head(OutcomeLook.PULSE), "pulse delivered"),
                        entry(head(OutcomeLook.VIRTUAL), "sham or virtual: decided only"),
                        entry(head(OutcomeLook.REFUSED), "vetoed or cancelled"));
        if (hasPhase) {
            getChildren().add(entry(new Rectangle(16, 4, color(ScopeColors.NO_ESTIMATE)), "no phase estimate"));
        }
    }

    private static Node entry(Node sign, String words) {
        Label label = new Label(words, new StackPane(sign));
        label.setMinWidth(USE_PREF_SIZE);
        return label;
    }

    private static Node head(OutcomeLook look) {
        Polygon head = new Polygon(0, 0, 12, 0, 6, 12);
        head.setStroke(color(look.argb()));
        head.setStrokeWidth(2);
        head.setFill(look.solid() ? color(look.argb()) : Color.TRANSPARENT);
        return head;
    }

    private static Color color(int argb) {
        return Color.rgb(argb >> 16 & 255, argb >> 8 & 255, argb & 255);
    }
}
